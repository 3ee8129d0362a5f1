package dev.coda.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has users chat with the server as it is delivered: as fast as it answers, with its memory and
 * without, and at a pace. The model's host and the users share the machine with it.
 */
final class ServerRounds implements AutoCloseable {
  static final String PLAIN = "turns without memory";
  static final String MEMORY = "turns with memory";
  static final String DIRECT = "the host's answers";
  static final String PACED = "paced";
  static final String PACED_PLAIN = "paced, without memory";
  static final String STOP = "stop to the model's socket";
  static final String REQUEST = "a request";
  static final String START = "start";
  static final String START_FLOOR = "start of a JVM";
  static final String SERVER = " server";
  static final String DATABASE = " database";

  private static final String BURST = "stream/100/0";
  private static final String SLOW = "stream/100/20";

  /** The pace grows in this many steps. */
  private static final int PARTS = 3;

  private final Path archive;
  private final ServerWork work;
  private final Path log;
  private final Figures figures;
  private final ContenderProcess host;
  private final String address;

  ServerRounds(Path archive, ServerWork work, Path log, Figures figures) throws IOException {
    this.archive = archive;
    this.work = work;
    this.log = log;
    this.figures = figures;
    this.host = ContenderProcess.host(log);
    this.address = host.firstLine();
  }

  void measure() throws Exception {
    figures.add(DIRECT, Measure.COUNT, direct());
    turns(PLAIN, false);
    turns(MEMORY, true);
    paced(PACED_PLAIN, false);
    paced(PACED, true);
    disturbances();
  }

  /** Cuts the connections of viewers, and stops answers. */
  void disturbances() throws Exception {
    Path data = Files.createTempDirectory("coda-server");
    try (EndlessAnswers answers = EndlessAnswers.start();
        ChatServer server = ChatServer.start(archive, answers.url(), false, data, log)) {
      List<ChatConnection> users = users(server, work.runs());
      new Rejoining(server, work, figures).measure(users);
      for (int i = 0; i < users.size(); i++) {
        answers.awaitBegun();
        var _ = answers.awaitClosed();
      }
      stop(server, users.get(0), answers);
      closeAll(users);
    }
  }

  /** What lies between a person's stop and the end of the connection to the model. */
  private void stop(ChatServer server, ChatConnection user, EndlessAnswers answers)
      throws Exception {
    List<Long> waits = new ArrayList<>();
    List<Long> requests = new ArrayList<>();
    for (int i = 0; i < work.stops(); i++) {
      String session = user.session();
      String run;
      try (ChatConnection asker = server.connect().as(user)) {
        run = asker.start(session);
      }
      answers.awaitBegun();
      long start = System.nanoTime();
      user.cancel(run);
      waits.add(answers.awaitClosed() - start);
      start = System.nanoTime();
      var _ = user.get("/api/v1/runs/" + run);
      requests.add(System.nanoTime() - start);
    }
    figures.add(STOP, Measure.TIME, percentile(waits, 0.99));
    figures.add(REQUEST, Measure.TIME, percentile(requests, 0.99));
  }

  /** Answers a second that the same users get from the host itself, which bounds any server. */
  private double direct() throws Exception {
    AtomicInteger left = new AtomicInteger(work.turns());
    long start = System.nanoTime();
    try (RawSocketClient client = RawSocketClient.to(url(BURST))) {
      sideBySide(
          work.askers(),
          asker -> {
            while (left.getAndDecrement() > 0) {
              client.stream(token -> {});
            }
          });
    }
    return work.turns() / seconds(start);
  }

  /** Counts turns of a fresh server, and what a restart takes if it is the one without memory. */
  void turns(String workload, boolean memory) throws Exception {
    Path data = Files.createTempDirectory("coda-server");
    try (ChatServer server = ChatServer.start(archive, url(BURST), memory, data, log)) {
      List<ChatConnection> users = users(server, work.askers());
      askAll(users, work.warmUpTurns());
      ChatServer.Cpu before = server.cpu();
      long start = System.nanoTime();
      askAll(users, work.turns());
      double seconds = seconds(start);
      ChatServer.Cpu spent = server.cpu().minus(before);
      figures.add(workload, Measure.COUNT, work.turns() / seconds);
      figures.add(workload + SERVER, Measure.TIME, spent.server() / work.turns());
      figures.add(workload + DATABASE, Measure.TIME, spent.database() / work.turns());
      closeAll(users);
    }
    if (!memory) {
      start(data);
    }
  }

  /** What a restart takes, since the first start makes the database. */
  private void start(Path data) throws Exception {
    long start = System.nanoTime();
    Process version =
        new ProcessBuilder(ChatServer.java(), "-jar", archive.toString(), "--version")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Answers.require(0, version.waitFor());
    figures.add(START_FLOOR, Measure.TIME, 1e9 * seconds(start));
    try (ChatServer server = ChatServer.start(archive, url(BURST), false, data, log)) {
      figures.add(START, Measure.TIME, server.startNanos());
    }
  }

  /** Each turn in a session of its own. */
  private static void askAll(List<ChatConnection> users, int turns) throws Exception {
    AtomicInteger left = new AtomicInteger(turns);
    sideBySide(
        users.size(),
        asker -> {
          ChatConnection user = users.get(asker);
          while (left.getAndDecrement() > 0) {
            var _ = user.ask(user.session());
          }
        });
  }

  /** Has the users ask at a pace that grows until the server's code is compiled, and then stays. */
  private void paced(String workload, boolean memory) throws Exception {
    int rate = work.messagesPerSecond();
    int seconds = work.seconds();
    try (RawSocketClient client = RawSocketClient.to(url(SLOW))) {
      figures.add(
          workload + DIRECT, Measure.TIME, new Pace(user -> firstToken(client)).p95(rate, seconds));
    }
    Path data = Files.createTempDirectory("coda-server");
    try (ChatServer server = ChatServer.start(archive, url(SLOW), memory, data, log)) {
      List<ChatConnection> users = users(server, work.users());
      Queue<ChatConnection> idle = new ConcurrentLinkedQueue<>();
      // On any free connection, with the user's sign-in: a user may still be reading an answer.
      Pace pace =
          new Pace(number -> {
            ChatConnection free = idle.poll();
            ChatConnection connection = free == null ? server.connect() : free;
            connection.as(users.get(number % users.size()));
            String session = connection.session();
            long start = System.nanoTime();
            long first = start + connection.ask(session);
            idle.add(connection);
            return first;
          });
      for (int part = 1; part <= PARTS; part++) {
        var _ = pace.p95(Math.max(1, rate * part / PARTS), seconds);
      }
      ChatServer.Cpu before = server.cpu();
      figures.add(workload, Measure.TIME, pace.p95(rate, seconds));
      ChatServer.Cpu spent = server.cpu().minus(before);
      int turns = rate * seconds;
      figures.add(workload + SERVER, Measure.TIME, spent.server() / turns);
      figures.add(workload + DATABASE, Measure.TIME, spent.database() / turns);
      closeAll(users);
      closeAll(idle);
    }
  }

  private static long firstToken(RawSocketClient client) throws IOException {
    long[] first = {0};
    client.stream(token -> {
      if (first[0] == 0) {
        first[0] = System.nanoTime();
      }
    });
    return first[0];
  }

  private List<ChatConnection> users(ChatServer server, int count) throws Exception {
    List<ChatConnection> users = Collections.synchronizedList(new ArrayList<>());
    sideBySide(
        Math.min(count, 4),
        registrar -> {
          for (int i = registrar; i < count; i += Math.min(count, 4)) {
            users.add(server.connect().register("user%d@example.org".formatted(i)));
          }
        });
    return users;
  }

  private String url(String path) {
    return "http://" + address + "/" + path + "/v1";
  }

  static double percentile(List<Long> values, double part) {
    List<Long> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void closeAll(Collection<ChatConnection> connections) throws IOException {
    for (ChatConnection each : connections) {
      each.close();
    }
  }

  /** Does something that may fail, for one of several. */
  @FunctionalInterface
  private interface Part {
    void run(int number) throws Exception;
  }

  private static void sideBySide(int count, Part part)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        all.add(
            threads.submit(() -> {
              part.run(number);
              return number;
            }));
      }
      for (Future<?> each : all) {
        var _ = each.get();
      }
    }
  }

  /** Asks one question and returns when the answer began. */
  @FunctionalInterface
  private interface Question {
    long ask(int number) throws Exception;
  }

  /** Asks when it is due, whether or not earlier questions are answered. */
  private static final class Pace {
    private final Question question;

    Pace(Question question) {
      this.question = question;
    }

    /** Returns within how many nanoseconds 95 % of the answers began; infinity if any failed. */
    double p95(int rate, int seconds) throws Exception {
      List<Future<Long>> asked = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        long start = System.nanoTime();
        for (int i = 0; i < rate * seconds; i++) {
          int number = i;
          long due = start + TimeUnit.SECONDS.toNanos(i) / rate;
          TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
          asked.add(threads.submit(() -> question.ask(number) - due));
        }
      }
      List<Long> waits = new ArrayList<>();
      List<String> failures = new ArrayList<>();
      for (Future<Long> each : asked) {
        try {
          waits.add(each.get());
        } catch (ExecutionException e) {
          failures.add(String.valueOf(e.getCause()));
        }
      }
      if (!failures.isEmpty()) {
        System.out.printf(
            "%d of %d questions failed, the first with %s%n",
            failures.size(), asked.size(), failures.get(0));
        return Double.POSITIVE_INFINITY;
      }
      return percentile(waits, 0.95);
    }
  }

  @Override
  public void close() {
    host.close();
  }
}
