package dev.coda.benchmarks;

import dev.coda.benchmarks.harness.InProcess;
import dev.coda.benchmarks.harness.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Has peers do in their processes what {@link AgentBuild} and {@link ToolLoop} do in Coda's, for as
 * long.
 */
final class PeerCalls implements AutoCloseable {
  private static final List<String> WORKLOADS =
      List.of(InProcess.ONE_TOOL, InProcess.MANY_TOOLS, InProcess.TOOL_LOOP);

  private final Map<Contender, ContenderProcess> processes = new LinkedHashMap<>();
  private final String times;

  PeerCalls(List<Contender> peers, Effort effort, Path log) throws IOException {
    this.times = millis(effort.warmUp()) + " " + millis(effort.measure());
    for (Contender peer : peers) {
      processes.put(peer, ContenderProcess.start(peer, log.resolveSibling("peers.log")));
    }
  }

  void measure(Figures figures) throws IOException {
    for (Map.Entry<Contender, ContenderProcess> each : processes.entrySet()) {
      for (String workload : WORKLOADS) {
        Result result = each.getValue().ask(each.getKey(), "call " + workload + " " + times);
        String name = each.getKey().name() + " " + workload;
        result.figures().forEach((figure, value) -> figures.add(name, measure(figure), value));
      }
    }
  }

  private static Measure measure(String figure) {
    return figure.equals("time") ? Measure.TIME : Measure.BYTES;
  }

  private static long millis(TimeValue time) {
    return time.convertTo(java.util.concurrent.TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    processes.values().forEach(ContenderProcess::close);
  }
}
