package dev.coda.server.faults;

import dev.coda.api.event.EventCodec;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunPaused;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunStatus;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A person who asks one question and watches the answer, across any number of servers. Confined to
 * one thread at a time.
 */
final class Viewer {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** What a proxy or a server answers when it is not the time for this request. */
  private static final Set<Integer> COME_AGAIN = Set.of(502, 503, 504);

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final String session;
  private final String question;
  private final boolean approves;
  private final RunProjection seen = new RunProjection();
  private final List<RunEvent> events = new ArrayList<>();
  private final Map<Long, Long> arrivals = new ConcurrentHashMap<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private volatile @Nullable String runId;
  private List<String> open = List.of();
  private int eventsAtOnce = Integer.MAX_VALUE;
  private final List<Integer> refusals = new ArrayList<>();
  private Duration pause = PAUSE;

  Viewer(String session, String question, boolean approves) {
    this.session = session;
    this.question = question;
    this.approves = approves;
  }

  String session() {
    return session;
  }

  String question() {
    return question;
  }

  /** Lets this person leave and rejoin after each number of events. */
  Viewer restless(int events) {
    this.eventsAtOnce = events;
    return this;
  }

  /** Returns with which statuses the servers asked to come again. */
  List<Integer> refusals() {
    return refusals;
  }

  @Nullable String runId() {
    return runId;
  }

  RunProjection seen() {
    return seen;
  }

  List<RunEvent> events() {
    return events;
  }

  /** Returns when events arrived, by their numbers, as of {@link System#nanoTime}. */
  Map<Long, Long> arrivals() {
    return arrivals;
  }

  boolean hasEnded() {
    return seen.status().isTerminal();
  }

  /** Returns a latch that opens when the server has answered, well or not. */
  CountDownLatch started() {
    return started;
  }

  /** Asks the question and watches until the end of the run or of the server. */
  void ask(URI server, String token) {
    watch(
        token,
        HttpRequest.newBuilder(server.resolve("/api/v1/chat/stream"))
            .header("Content-Type", "application/json")
            // A person whose browser got no answer sends the same message again.
            .header("Idempotency-Key", question)
            .POST(HttpRequest.BodyPublishers.ofString(question(session, question))));
  }

  /** Returns the body of a request that asks a question. */
  static String question(String session, String question) {
    return """
    {"session_id": "%s", "content": "%s",
     "model_provider": "hosted", "model_name": "scripted"}\
    """
        .formatted(session, question);
  }

  /** Asks the question, and rejoins wherever the answer breaks off, until the run has ended. */
  void stay(URI servers, String token) {
    while (!hasEnded() && !Thread.currentThread().isInterrupted()) {
      pause = PAUSE;
      rejoin(servers, token);
      if (!hasEnded()) {
        LockSupport.parkNanos(pause.toNanos());
      }
    }
  }

  /** Continues where the last server left off; one that never answered is asked again. */
  void rejoin(URI server, String token) {
    if (runId == null) {
      ask(server, token);
      return;
    }
    if (seen.status() == RunStatus.PAUSED) {
      // The decision may have died with the server; a page still shows the question.
      open.forEach(call -> decide(server, token, call));
    }
    watch(
        token,
        HttpRequest.newBuilder(server.resolve("/api/v1/runs/" + runId + "/events"))
            .header("Last-Event-ID", Long.toString(seen.lastSeq())));
  }

  /** Watches a run that somebody else has started. */
  void follow(String run, URI server, String token) {
    runId = run;
    rejoin(server, token);
  }

  private void watch(String token, HttpRequest.Builder request) {
    try {
      HttpResponse<InputStream> answer =
          HTTP.send(
              request.header("Authorization", "Bearer " + token).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      if (COME_AGAIN.contains(answer.statusCode())) {
        refusals.add(answer.statusCode());
        pause =
            answer
                .headers()
                .firstValue("Retry-After")
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(PAUSE);
        answer.body().close();
        return;
      }
      if (answer.statusCode() != 200) {
        throw new AssertionError(
            "%d %s"
                .formatted(
                    answer.statusCode(),
                    new String(answer.body().readAllBytes(), StandardCharsets.UTF_8)));
      }
      runId = answer.headers().firstValue("X-Run-Id").orElseThrow();
      started.countDown();
      read(answer, token);
    } catch (IOException killed) {
      // The next server tells the rest.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      started.countDown();
    }
  }

  private void read(HttpResponse<InputStream> answer, String token) {
    int seenBefore = events.size();
    String data = "";
    try (Scanner lines = new Scanner(answer.body(), StandardCharsets.UTF_8)) {
      while (events.size() - seenBefore < eventsAtOnce && lines.hasNextLine()) {
        String line = lines.nextLine();
        if (line.startsWith("data: ")) {
          data = line.substring("data: ".length());
        } else if (line.isEmpty() && !data.isEmpty()) {
          // A frame that was cut off has no empty line behind it.
          see(EventCodec.fromJson(data), answer.uri(), token);
          data = "";
        }
      }
    }
  }

  private void see(RunEvent event, URI server, String token) {
    arrivals.put(event.seq(), System.nanoTime());
    events.add(event);
    seen.apply(event);
    if (event.payload() instanceof RunPaused paused) {
      open = paused.interrupts().stream().map(wanted -> wanted.callId().toString()).toList();
      open.forEach(call -> decide(server, token, call));
    }
  }

  private void decide(URI server, String token, String callId) {
    try {
      Reply reply =
          ApiClient.of(server.resolve("/"))
              .bearer(token)
              .post(
                  "/api/v1/runs/" + runId + "/approvals/" + callId,
                  "{\"decision\": \"%s\"}".formatted(approves ? "approve" : "deny"));
      if (reply.status() != 202 && reply.status() != 409 && !COME_AGAIN.contains(reply.status())) {
        throw new AssertionError("decision: " + reply.status() + " " + reply.body());
      }
    } catch (UncheckedIOException killed) {
      // The next server receives it.
    }
  }
}
