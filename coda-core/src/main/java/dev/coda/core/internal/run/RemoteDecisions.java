package dev.coda.core.internal.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coda.api.content.CodaJson;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ToolException;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.time.TimerClock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a person's answer to a call that asks a question while it runs in another process, since
 * the question is only in that process's memory. Thread-safe.
 */
final class RemoteDecisions {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteDecisions.class);
  private static final JsonMapper MAPPER = CodaJson.mapper();
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final String TAKEN = "taken";
  private static final String UNASKED = "unasked";

  private final ActiveRuns active;
  private final RunSignals signals;
  private final TimerClock clock;
  private final Map<String, CompletableFuture<String>> asked = new ConcurrentHashMap<>();

  RemoteDecisions(ActiveRuns active, RunSignals signals, TimerClock clock) {
    this.active = active;
    this.signals = signals;
    this.clock = clock;
  }

  /**
   * The message; it names the user, since the run must be that user's in the other process as well.
   */
  private record Decision(UserId user, ApprovalDecision decision) {}

  /**
   * Asks all other processes for the call. Returns false if none of them has it.
   *
   * @throws ToolException if the answer does not match the question's schema; the call still waits
   */
  boolean decide(UserId user, RunId run, ApprovalDecision decision) {
    String json = write(new Decision(user, decision));
    if (!signals.reachOthers() || !signals.fits(json)) {
      return false;
    }
    String request = UUID.randomUUID().toString();
    CompletableFuture<String> outcome = new CompletableFuture<>();
    asked.put(request, outcome);
    try {
      signals.decide(request, run, json);
      return read(clock.getUntil(outcome, clock.nanoTime() + PATIENCE_NANOS));
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing fails this", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      asked.remove(request);
    }
  }

  /** Answers another process, if the run is active here. */
  void take(String request, String from, RunId id, String json) {
    ActiveRun run = active.find(id).orElse(null);
    if (run != null) {
      signals.decided(from, request, outcome(run, json));
    }
  }

  /** Receives the answer of another process. */
  void decided(String request, String outcome) {
    CompletableFuture<String> waiting = asked.get(request);
    if (waiting != null) {
      waiting.complete(outcome);
    }
  }

  private static String outcome(ActiveRun run, String json) {
    try {
      Decision given = MAPPER.readValue(json, Decision.class);
      boolean taken = run.userId().equals(given.user()) && run.questions().answer(given.decision());
      return taken ? TAKEN : UNASKED;
    } catch (ToolException e) {
      return String.valueOf(e.getMessage());
    } catch (JsonProcessingException e) {
      LOG.warn("A decision of another process on run {} cannot be read", run.lease().runId(), e);
      return UNASKED;
    }
  }

  private static boolean read(String outcome) {
    return switch (outcome) {
      case TAKEN -> true;
      case UNASKED -> false;
      default -> throw new ToolException(FailureKind.TOOL_INPUT_INVALID, outcome);
    };
  }

  private static String write(Decision decision) {
    try {
      return MAPPER.writeValueAsString(decision);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a decision cannot be written", e);
    }
  }
}
