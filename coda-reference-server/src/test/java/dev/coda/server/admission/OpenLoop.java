package dev.coda.server.admission;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * People who ask their questions at a fixed rate, however long the answers take. Confined to one
 * thread at a time.
 */
final class OpenLoop implements AutoCloseable {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

  private final Supplier<Duration> cpuTime;
  private final Queue<KeptConnection> idle = new ConcurrentLinkedQueue<>();
  private final Queue<KeptConnection> all = new ConcurrentLinkedQueue<>();
  private URI server = URI.create("http://localhost");
  private byte[] question = {};

  /**
   * @param cpuTime how much processor time the server has used
   */
  OpenLoop(Supplier<Duration> cpuTime) {
    this.cpuTime = cpuTime;
  }

  void aim(URI server, String token) {
    this.server = server;
    String body = "{\"content\": \"Hello\"}";
    this.question =
        String.join(
                "\r\n",
                "POST /api/v1/chat/stream HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + token,
                "Content-Type: application/json",
                "Content-Length: " + body.length(),
                "",
                body)
            .getBytes(StandardCharsets.US_ASCII);
  }

  /** Asks for this long, then waits until all are answered. */
  Load offer(int ratePerSecond, Duration time) {
    Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    Duration before = cpuTime.get();
    Duration own = ownCpuTime();
    long start = System.nanoTime();
    long count = ratePerSecond * time.toMillis() / 1000;
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long i = 0; i < count; i++) {
        long due = start + i * 1_000_000_000L / ratePerSecond;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        people.execute(() -> answers.add(ask()));
      }
    }
    return new Load(
        ratePerSecond, cpuTime.get().minus(before), ownCpuTime().minus(own), List.copyOf(answers));
  }

  private Answer ask() {
    long asked = System.nanoTime();
    KeptConnection connection = idle.poll();
    try {
      if (connection == null) {
        connection = KeptConnection.to(server, LONGEST_ANSWER);
        all.add(connection);
      }
      KeptConnection.Head head = connection.send(question);
      long headers = System.nanoTime();
      String body = connection.body(head);
      Answer answer = Answer.of(head, body, asked, headers);
      idle.add(connection);
      return answer;
    } catch (IOException e) {
      return new Answer(0, false, false, asked, 0, System.nanoTime(), e.toString());
    }
  }

  private static Duration ownCpuTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() throws IOException {
    for (KeptConnection connection : all) {
      connection.close();
    }
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
    static Answer of(KeptConnection.Head head, String body, long asked, long headers) {
      boolean completed = head.status() == 200 && body.contains("\"status\":\"completed\"");
      return new Answer(
          head.status(),
          completed,
          head.retryAfter(),
          asked,
          headers,
          System.nanoTime(),
          completed ? "" : body);
    }

    boolean shed() {
      return status == 429 || status == 503;
    }
  }

  /** What came of a load. Immutable. */
  record Load(int rate, Duration cpu, Duration clientsCpu, List<Answer> answers) {
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
      return ("offered %d/s: %.1f/s done at %d ms, %d shed in p95 %d ms, start p50 %d, p95 %d ms;"
              + " processor time: server %d ms, clients %d ms")
          .formatted(
              rate,
              goodput(),
              cost().toMillis(),
              shed(),
              shedTime(95).toMillis(),
              startTime(50).toMillis(),
              startTime(95).toMillis(),
              cpu.toMillis(),
              clientsCpu.toMillis());
    }
  }
}
