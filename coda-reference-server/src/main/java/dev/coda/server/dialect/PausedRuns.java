package dev.coda.server.dialect;

import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunPaused;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Stores;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.run.OwnRuns;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The runs of a conversation that wait for decisions, or have waited for them. Thread-safe. */
@Singleton
public class PausedRuns {
  private static final int PAGE = 1_000;

  private final Stores stores;
  private final OwnRuns runs;

  PausedRuns(Stores stores, OwnRuns runs) {
    this.stores = stores;
    this.runs = runs;
  }

  /**
   * A pause of a run. Immutable.
   *
   * @param seq the number of the event of the pause
   */
  public record Pause(RunId run, long seq) {}

  /** Finds the pause in which a run of a session required a decision about one of these calls. */
  public Optional<Pause> find(UserId owner, SessionId session, Set<CallId> calls) {
    Set<RunId> candidates = new LinkedHashSet<>();
    stores.runs().active(owner, session).forEach(run -> candidates.add(run.id()));
    stores
        .sessions()
        .find(owner, session)
        .map(found -> found.headMessageId())
        .flatMap(head -> stores.sessions().message(owner, head))
        .map(found -> found.node().message())
        .map(Message::runId)
        .filter(Objects::nonNull)
        .ifPresent(candidates::add);
    return candidates.stream().flatMap(run -> find(run, calls).stream()).findFirst();
  }

  /** Decides calls. Calls that were decided before or have expired are not changed. */
  public void decide(CurrentUser user, Pause pause, List<ApprovalDecision> decisions) {
    for (ApprovalDecision decision : decisions) {
      try {
        runs.decide(user, pause.run(), decision);
      } catch (CodaException e) {
        if (e.kind() != FailureKind.CONFLICT) {
          throw e;
        }
      }
    }
  }

  /**
   * Returns the number of the event up to which the pauses of a run are over; 0 if the run waits.
   */
  public static long pausesOver(RunRecord run) {
    return run.status() == RunStatus.PAUSED ? 0 : run.lastSeq();
  }

  private Optional<Pause> find(RunId run, Set<CallId> calls) {
    Pause found = null;
    long last = 0;
    List<RunEvent> page = stores.runs().events(run, last, PAGE);
    while (!page.isEmpty()) {
      for (RunEvent event : page) {
        if (event.payload() instanceof RunPaused paused
            && paused.interrupts().stream().anyMatch(each -> calls.contains(each.callId()))) {
          found = new Pause(run, event.seq());
        }
      }
      last = page.getLast().seq();
      page = stores.runs().events(run, last, PAGE);
    }
    return Optional.ofNullable(found);
  }
}
