package dev.coda.benchmarks;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.id.IdSource;
import dev.coda.api.session.Stores;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolSource;
import dev.coda.core.CodaAgent;
import dev.coda.core.TimeOrderedIds;
import dev.coda.core.routing.ModelRouter;
import dev.coda.testkit.model.ScriptedModel;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** P6: builds an agent and closes it again. The floor is {@code new} of what an agent holds. */
@State(Scope.Benchmark)
public class AgentBuild {
  private static final List<Tool> ONE = tools(1);
  private static final List<Tool> MANY = tools(32);

  private final ModelRouter router = ModelRouter.of(ScriptedModel.of());
  private final Stores stores = ForgetfulStores.create();
  private final Clock clock = Clock.systemUTC();
  private final IdSource ids = new TimeOrderedIds();
  private final AgentOptions options = AgentOptions.defaults();

  @Benchmark
  public CodaAgent oneTool() {
    return built(ONE);
  }

  @Benchmark
  public CodaAgent manyTools() {
    return built(MANY);
  }

  /** Schemas are prepared when tools are first asked for, which every first run does. */
  @Benchmark
  public CodaAgent manyToolsOffered() {
    CodaAgent agent = agent(MANY);
    // And the one that reads artifacts.
    Answers.require(MANY.size() + 1, agent.tools().size());
    agent.close();
    return agent;
  }

  @Benchmark
  public Object oneToolFloor() {
    return fields(ONE);
  }

  @Benchmark
  public Object manyToolsFloor() {
    return fields(MANY);
  }

  private CodaAgent built(List<Tool> tools) {
    CodaAgent agent = agent(tools);
    agent.close();
    return agent;
  }

  private CodaAgent agent(List<Tool> tools) {
    return CodaAgent.builder()
        .models(router)
        .tools(() -> tools)
        .stores(stores)
        .options(options)
        .executor(Desk.SAME_THREAD)
        .clock(clock)
        .ids(ids)
        .build();
  }

  private Fields fields(List<Tool> tools) {
    return new Fields(router, List.of(() -> tools), stores, options, Desk.SAME_THREAD, clock, ids);
  }

  private static List<Tool> tools(int count) {
    return IntStream.range(0, count).<Tool>mapToObj(n -> SmallTool.adding("add_" + n)).toList();
  }

  private record Fields(
      ModelRouter router,
      List<ToolSource> tools,
      Stores stores,
      AgentOptions options,
      Executor executor,
      Clock clock,
      IdSource ids) {}
}
