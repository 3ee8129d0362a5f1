package dev.coda.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Has people watch answers, cuts all their connections at once, and has them come back to what they
 * have missed. Confined to one thread at a time.
 */
final class Rejoining {
  static final String BACK = "viewers come back";

  /** As many new connections that ask for nothing much. */
  static final String CONNECTIONS = "connections at once";

  private static final long SEEN_BEFORE = 12;
  private static final long AWAY_MILLIS = 2_000;
  private static final long PATIENCE_SECONDS = 60;

  private final ChatServer server;
  private final ServerWork work;
  private final Figures figures;

  Rejoining(ChatServer server, ServerWork work, Figures figures) {
    this.server = server;
    this.work = work;
    this.figures = figures;
  }

  /** An answer, somebody who watches all of it, and those who leave. */
  private record Watched(String run, String token, RunViewer witness, List<RunViewer> viewers) {}

  /** Measures with one answer for each of these users, and stops the answers at the end. */
  void measure(List<ChatConnection> users) throws Exception {
    List<Watched> answers = new ArrayList<>();
    for (ChatConnection user : users) {
      answers.add(watched(user));
    }
    for (Watched answer : answers) {
      for (RunViewer viewer : answer.viewers()) {
        reach(viewer, SEEN_BEFORE);
      }
    }
    for (Watched answer : answers) {
      for (RunViewer viewer : answer.viewers()) {
        viewer.close();
      }
    }
    TimeUnit.MILLISECONDS.sleep(AWAY_MILLIS);
    comeBack(answers);
    connect();
    for (int i = 0; i < users.size(); i++) {
      users.get(i).cancel(answers.get(i).run());
    }
  }

  private Watched watched(ChatConnection user) throws Exception {
    String session = user.session();
    String run;
    try (ChatConnection asker = server.connect().as(user)) {
      run = asker.start(session);
    }
    List<RunViewer> viewers = new ArrayList<>();
    for (int i = 0; i < work.viewers(); i++) {
      viewers.add(join(user.token(), run, 0));
    }
    return new Watched(run, user.token(), join(user.token(), run, 0), viewers);
  }

  private void comeBack(List<Watched> answers) throws Exception {
    List<Future<Long>> waits = new ArrayList<>();
    List<RunViewer> all = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Watched answer : answers) {
        long missed = answer.witness().seen();
        for (RunViewer before : answer.viewers()) {
          all.add(before);
          waits.add(
              threads.submit(() -> {
                long start = System.nanoTime();
                RunViewer viewer = join(answer.token(), answer.run(), before.seen());
                all.add(viewer);
                reach(viewer, missed);
                return System.nanoTime() - start;
              }));
        }
      }
    }
    int lost = all.stream().mapToInt(RunViewer::lost).sum();
    int doubled = all.stream().mapToInt(RunViewer::doubled).sum();
    if (lost + doubled > 0) {
      System.out.printf("%d events were lost, and %d came twice%n", lost, doubled);
    }
    double latest = latest(waits);
    figures.add(BACK, Measure.TIME, lost + doubled == 0 ? latest : Double.POSITIVE_INFINITY);
    for (RunViewer viewer : all) {
      viewer.close();
    }
    for (Watched answer : answers) {
      answer.witness().close();
    }
  }

  private void connect() throws Exception {
    List<Future<Long>> waits = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < work.runs() * work.viewers(); i++) {
        waits.add(
            threads.submit(() -> {
              long start = System.nanoTime();
              try (ChatConnection connection = server.connect()) {
                var _ = connection.get("/health/liveness");
                return System.nanoTime() - start;
              }
            }));
      }
    }
    figures.add(CONNECTIONS, Measure.TIME, latest(waits));
  }

  private static double latest(List<Future<Long>> waits) throws Exception {
    List<Long> all = new ArrayList<>();
    for (Future<Long> wait : waits) {
      all.add(wait.get());
    }
    return ServerRounds.percentile(all, 0.99);
  }

  private RunViewer join(String token, String run, long after) throws IOException {
    return RunViewer.join(server.port(), token, run, after);
  }

  private static void reach(RunViewer viewer, long number) throws Exception {
    long start = System.nanoTime();
    while (viewer.seen() < number) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        throw new TimeoutException(
            "a viewer is at event %d of %d".formatted(viewer.seen(), number));
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }
}
