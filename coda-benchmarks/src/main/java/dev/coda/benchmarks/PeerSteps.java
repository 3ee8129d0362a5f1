package dev.coda.benchmarks;

import dev.coda.benchmarks.harness.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Has peers keep as many steps as Coda in {@link DurableSteps}, in a database beside Coda's. */
final class PeerSteps implements AutoCloseable {
  private final Map<Contender, ContenderProcess> processes = new LinkedHashMap<>();
  private final StoreServer server;
  private final StoreWork work;

  PeerSteps(List<Contender> peers, StoreServer server, StoreWork work, Path log)
      throws IOException, SQLException {
    this.server = server;
    this.work = work;
    for (Contender peer : peers) {
      server.execute("CREATE DATABASE " + peer.name());
      processes.put(peer, ContenderProcess.start(peer, log));
    }
  }

  void warmUp() throws IOException {
    for (Map.Entry<Contender, ContenderProcess> each : processes.entrySet()) {
      var _ = ask(each);
    }
  }

  void measure(Figures figures) throws IOException {
    for (Map.Entry<Contender, ContenderProcess> each : processes.entrySet()) {
      Double step = ask(each).figures().get("step");
      if (step != null) {
        figures.add(each.getKey().name() + " " + DurableSteps.RESULT, Measure.TIME, step);
      }
    }
  }

  private Result ask(Map.Entry<Contender, ContenderProcess> each) throws IOException {
    String url = server.url(each.getKey().name());
    return each.getValue()
        .ask(each.getKey(), "steps %s %d %d".formatted(url, work.toolTurns(), work.calls()));
  }

  @Override
  public void close() {
    processes.values().forEach(ContenderProcess::close);
  }
}
