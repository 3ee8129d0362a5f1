package dev.coda.server.admission;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * People who ask their questions at a fixed rate, however long the answers take. Confined to one
 * thread at a time.
 */
final class OpenLoop implements AutoCloseable {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Supplier<Duration> cpuTime;
  private HttpRequest question = HttpRequest.newBuilder(URI.create("http://localhost")).build();

  /**
   * @param cpuTime how much processor time the server has used
   */
  OpenLoop(Supplier<Duration> cpuTime) {
    this.cpuTime = cpuTime;
  }

  void aim(URI server, String token) {
    question =
        HttpRequest.newBuilder(server.resolve("/api/v1/chat/stream"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .timeout(LONGEST_ANSWER)
            .POST(BodyPublishers.ofString("{\"content\": \"Hello\"}"))
            .build();
  }

  /** Asks for this long, then waits until all are answered. */
  Load offer(int ratePerSecond, Duration time) {
    Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    List<CompletableFuture<?>> open = new ArrayList<>();
    Duration before = cpuTime.get();
    long start = System.nanoTime();
    long count = ratePerSecond * time.toMillis() / 1000;
    for (long i = 0; i < count; i++) {
      long due = start + i * 1_000_000_000L / ratePerSecond;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      open.add(ask(answers));
    }
    CompletableFuture.allOf(open.toArray(CompletableFuture[]::new)).join();
    return new Load(ratePerSecond, cpuTime.get().minus(before), List.copyOf(answers));
  }

  private CompletableFuture<?> ask(Queue<Answer> answers) {
    long asked = System.nanoTime();
    AtomicLong headers = new AtomicLong();
    return http.sendAsync(
            question,
            info -> {
              headers.set(System.nanoTime());
              return BodySubscribers.ofString(StandardCharsets.UTF_8);
            })
        .handle((response, failure) ->
            answers.add(
                failure == null
                    ? Answer.of(response, asked, headers.get())
                    : new Answer(
                        0, false, false, asked, 0, System.nanoTime(), failure.toString())));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  /** What came of one question. */
  private record Answer(
      int status,
      boolean completed,
      boolean retryAfter,
      long asked,
      long headers,
      long end,
      String text) {
    static Answer of(HttpResponse<String> response, long asked, long headers) {
      boolean completed =
          response.statusCode() == 200 && response.body().contains("\"status\":\"completed\"");
      return new Answer(
          response.statusCode(),
          completed,
          response.headers().firstValue("Retry-After").isPresent(),
          asked,
          headers,
          System.nanoTime(),
          completed ? "" : response.body());
    }

    boolean shed() {
      return status == 429 || status == 503;
    }
  }

  /** What came of a load. Immutable. */
  record Load(int rate, Duration cpu, List<Answer> answers) {
    /** Returns how many turns were completed a second, between the first and the last. */
    double goodput() {
      long[] ends =
          answers.stream().filter(Answer::completed).mapToLong(Answer::end).sorted().toArray();
      // Turns that a pause has held up end together, and are no more for it.
      return ends.length < 2
          ? 0
          : Math.min(rate, (ends.length - 1) * 1e9 / (ends[ends.length - 1] - ends[0]));
    }

    /** Returns how much processor time of the server each completed turn has taken, in all. */
    Duration cost() {
      return cpu.dividedBy(Math.max(1, answers.stream().filter(Answer::completed).count()));
    }

    long shed() {
      return answers.stream().filter(Answer::shed).count();
    }

    long shedWithoutRetryAfter() {
      return answers.stream().filter(answer -> answer.shed() && !answer.retryAfter).count();
    }

    List<String> unexpected() {
      return answers.stream()
          .filter(answer -> !answer.completed && !answer.shed())
          .map(answer -> answer.status + " " + answer.text)
          .limit(3)
          .toList();
    }

    Duration shedTime(int percentile) {
      return at(
          percentile,
          answers.stream().filter(Answer::shed).map(answer -> answer.end - answer.asked));
    }

    /** Returns how long those that were not refused took until their run had started. */
    Duration startTime(int percentile) {
      return at(
          percentile,
          answers.stream().filter(Answer::completed).map(answer -> answer.headers - answer.asked));
    }

    private static Duration at(int percentile, Stream<Long> times) {
      List<Long> sorted = times.sorted().toList();
      return sorted.isEmpty()
          ? Duration.ZERO
          : Duration.ofNanos(sorted.get((sorted.size() - 1) * percentile / 100));
    }

    @Override
    public String toString() {
      return "offered %d/s: %.1f/s done at %d ms, %d shed in p95 %d ms, start p50 %d, p95 %d ms"
          .formatted(
              rate,
              goodput(),
              cost().toMillis(),
              shed(),
              shedTime(95).toMillis(),
              startTime(50).toMillis(),
              startTime(95).toMillis());
    }
  }
}
