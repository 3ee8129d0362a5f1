package dev.coda.core;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunAdmission;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.PriceTable;
import dev.coda.api.session.Stores;
import dev.coda.api.time.TimerClock;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolSource;
import dev.coda.core.internal.context.KeptBranches;
import dev.coda.core.internal.context.Recall;
import dev.coda.core.internal.evaluation.Evaluation;
import dev.coda.core.internal.evaluation.ModelJudge;
import dev.coda.core.internal.loop.Turn;
import dev.coda.core.internal.run.AgentParts;
import dev.coda.core.internal.run.RunSupervisor;
import dev.coda.core.internal.side.SessionTitles;
import dev.coda.core.internal.side.SideCall;
import dev.coda.core.internal.telemetry.InstalledTelemetry;
import dev.coda.core.internal.telemetry.OpenTelemetryRuns;
import dev.coda.core.internal.telemetry.RunTelemetry;
import dev.coda.core.memory.SemanticMemory;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.signal.Signals;
import dev.coda.core.store.InMemoryStores;
import dev.coda.core.store.StoreRetry;
import dev.coda.core.tools.ArtifactKeeper;
import dev.coda.core.tools.ArtifactTool;
import dev.coda.core.tools.RegisteredTool;
import dev.coda.core.tools.ToolExecutor;
import dev.coda.core.tools.ToolRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The agent of this engine. The agent closes what it created itself, and nothing that was passed to
 * the builder. Thread-safe.
 */
public final class CodaAgent implements Agent {
  private static final Duration TITLE_TIMEOUT = Duration.ofSeconds(30);

  private final String name;
  private final ModelRouter router;
  private final ToolRegistry tools;
  private final ToolExecutor toolExecutor;
  private final RunSupervisor supervisor;
  private final Stores stores;
  private final Executor executor;
  private final TimerClock clock;
  private final @Nullable ExecutorService ownExecutor;

  private CodaAgent(Builder builder) {
    if (builder.router == null) {
      throw new IllegalStateException(
          "No model is set. Call models(…) on the builder, or model(\"openai/gpt-5\") on Coda's.");
    }
    if (builder.memory != null && !builder.memory.stores().equals(builder.stores)) {
      throw new IllegalStateException(
          "memory(…) and stores(…) name different stores, so the memory would learn of nothing."
              + " Build the memory over these stores and leave out stores(…).");
    }
    this.name = builder.options.name();
    this.clock = builder.clock;
    this.router = builder.router.apply(clock);
    this.stores = builder.stores;
    this.tools =
        ToolRegistry.of(
            sources(builder),
            builder.options.lenientToolInput(),
            builder.options.maxOfferedTools());
    if (builder.executor == null) {
      ExecutorService own = daemonThreads();
      this.ownExecutor = own;
      this.executor = own;
    } else {
      this.ownExecutor = null;
      this.executor = builder.executor;
    }
    this.toolExecutor =
        ToolExecutor.on(
            executor,
            clock,
            ArtifactKeeper.in(
                builder.stores.artifacts(),
                builder.ids,
                clock,
                builder.options.maxToolResultBytes()));
    Turn.Services services =
        new Turn.Services(
            clock,
            builder.ids,
            executor,
            toolExecutor,
            builder.prices,
            recall(builder.memory),
            builder.telemetry.apply(clock::nanoTime),
            evaluation(builder),
            builder.options.maxAnswerBytes(),
            builder.options.maxToolInputBytes(),
            titles(builder));
    this.supervisor =
        RunSupervisor.create(
            new AgentParts(
                builder.stores,
                router,
                tools,
                new KeptBranches(builder.options.contextMessages(), builder.options.contextBytes()),
                builder.options,
                services,
                builder.credentials,
                StoreRetry.of(clock),
                builder.admission,
                builder.signals));
  }

  private static Recall recall(@Nullable SemanticMemory memory) {
    return memory == null ? Recall.NOTHING : memory::recallFor;
  }

  /** {@return a builder with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Run start(RunRequest request) {
    return supervisor.start(request, executor);
  }

  /**
   * Starts a run whose loop runs on this executor and not on the agent's; tools with a time limit
   * still run on threads of the agent.
   *
   * <p>With {@code Runnable::run} the loop works on the calling thread, which saves two changes of
   * thread: when this method returns, the run has ended or waits for people. Interrupting the
   * thread meanwhile cancels the run. A question of a tool must then be answered from another
   * thread.
   *
   * @param request the request
   * @param loopExecutor the threads of the loop; not closed here
   * @return a handle on the run
   * @throws dev.coda.api.error.CodaException see {@link #start(RunRequest)}
   */
  public Run start(RunRequest request, Executor loopExecutor) {
    return supervisor.start(request, loopExecutor);
  }

  @Override
  public Optional<Run> find(UserId user, RunId id) {
    return supervisor.find(user, id);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Tool> tools() {
    return tools.snapshot().values().stream().map(RegisteredTool::tool).toList();
  }

  /** {@return the stores of this agent's sessions and runs} */
  public Stores stores() {
    return stores;
  }

  Executor executor() {
    return executor;
  }

  TimerClock clock() {
    return clock;
  }

  /** Returns whether a run has been waiting since this event. */
  boolean isWaiting(UserId user, RunEvent pause) {
    return supervisor.waits(user, pause);
  }

  /** {@return the registry of the tools, for a call outside a run} */
  public ToolRegistry toolRegistry() {
    return tools;
  }

  /** {@return the executor that runs tools within their limits, for a call outside a run} */
  public ToolExecutor toolExecutor() {
    return toolExecutor;
  }

  @Override
  public List<ModelInfo> models() {
    return router.models();
  }

  @Override
  public void close() {
    supervisor.close();
    if (ownExecutor != null) {
      ownExecutor.shutdownNow();
    }
  }

  /** An agent without tools has no results that would have to be read in parts. */
  private static List<ToolSource> sources(Builder builder) {
    List<ToolSource> sources = new ArrayList<>(builder.tools);
    if (!sources.isEmpty()) {
      sources.add(ToolSource.of(ArtifactTool.reading(builder.stores.artifacts())));
    }
    return sources;
  }

  private Evaluation evaluation(Builder builder) {
    return builder
        .options
        .judgeModel()
        .map(
            model -> Evaluation.by(new ModelJudge(sideCall(model, builder.options.judgeTimeout()))))
        .orElseGet(Evaluation::byRules);
  }

  private SessionTitles titles(Builder builder) {
    return new SessionTitles(
        builder.stores.sessions(),
        builder.options.titleModel().map(model -> sideCall(model, TITLE_TIMEOUT)).orElse(null));
  }

  private SideCall sideCall(ModelRef model, Duration atMost) {
    return new SideCall(() -> router.model(model, Map.of()), executor, clock, atMost);
  }

  private static ExecutorService daemonThreads() {
    AtomicInteger count = new AtomicInteger();
    return Executors.newCachedThreadPool(task -> {
      Thread thread = new Thread(task, "coda-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    });
  }

  /** Collects an agent's parts. Confined to one thread at a time. */
  public static final class Builder {
    private @Nullable Function<TimerClock, ModelRouter> router;
    private final List<ToolSource> tools = new ArrayList<>();
    private Stores stores = InMemoryStores.create();
    private AgentOptions options = AgentOptions.defaults();
    private @Nullable Executor executor;
    private Function<UserId, Map<String, Credentials>> credentials = user -> Map.of();
    private TimerClock clock = TimerClock.system();
    private IdSource ids = new TimeOrderedIds();
    private @Nullable SemanticMemory memory;
    private PriceTable prices = PriceTable.catalogue();
    private Function<LongSupplier, RunTelemetry> telemetry = InstalledTelemetry::find;
    private RunAdmission admission = RunAdmission.unlimited();
    private Signals signals = Signals.none();

    private Builder() {}

    /**
     * Sets the router with the models to choose from; a router or providers are required.
     *
     * @param value the models to choose from
     * @return this builder
     */
    public Builder models(ModelRouter value) {
      this.router = clock -> value;
      return this;
    }

    /**
     * Sets the providers to choose from, the first one's first model being the default.
     *
     * @param providers the providers; their names must differ
     * @return this builder
     */
    public Builder models(ModelProvider... providers) {
      ModelRouter.Builder builder = ModelRouter.builder().providers(providers);
      this.router = time -> builder.clock(time).build();
      return this;
    }

    /**
     * Adds tools; if names are equal, the tool that was added earlier is used.
     *
     * @param sources the sources of tools
     * @return this builder
     */
    public Builder tools(ToolSource... sources) {
      tools.addAll(List.of(sources));
      return this;
    }

    /**
     * Sets the stores of sessions and runs; in memory by default.
     *
     * @param value the stores
     * @return this builder
     */
    public Builder stores(Stores value) {
      this.stores = value;
      return this;
    }

    /**
     * Sets the stores of a memory. Each turn then recalls messages from the same user's other
     * sessions; no memory by default. The caller closes the memory.
     *
     * @param value the memory
     * @return this builder
     */
    public Builder memory(SemanticMemory value) {
      this.memory = value;
      return stores(value.stores());
    }

    /**
     * Sets the options, such as limits and instructions.
     *
     * @param value the options
     * @return this builder
     */
    public Builder options(AgentOptions value) {
      this.options = value;
      return this;
    }

    /**
     * Sets the executor of runs and tools, ideally with a virtual thread for each task. It must not
     * limit the number of tasks; daemon threads by default.
     *
     * @param value the executor
     * @return this builder
     */
    public Builder executor(Executor value) {
      this.executor = value;
      return this;
    }

    /**
     * Sets the source of users' own keys by provider name, for requests without keys and for runs
     * that this agent continues, since keys are never stored with a run. None by default.
     *
     * @param value the source of keys
     * @return this builder
     */
    public Builder credentials(Function<UserId, Map<String, Credentials>> value) {
      this.credentials = value;
      return this;
    }

    /**
     * Sets the time; the machine's by default. A {@link TimerClock} also controls all waiting:
     * deadlines, leases, time limits and pauses. Any other clock only provides timestamps. A router
     * that is passed to this builder has its own clock.
     *
     * @param value the time
     * @return this builder
     */
    public Builder clock(Clock value) {
      this.clock = TimerClock.of(value);
      return this;
    }

    /**
     * Sets the source of ids; UUIDv7 by default.
     *
     * @param value the source
     * @return this builder
     */
    public Builder ids(IdSource value) {
      this.ids = value;
      return this;
    }

    /**
     * Sets prices that differ from the catalogue's.
     *
     * @param value prices that differ from the catalogue's
     * @return this builder
     */
    public Builder prices(PriceTable value) {
      this.prices = value;
      return this;
    }

    /**
     * Sets the OpenTelemetry instance for spans and metrics; by default {@code
     * GlobalOpenTelemetry}, if the application has set it before it builds the agent. The
     * application adds {@code io.opentelemetry:opentelemetry-api}.
     *
     * @param value the instance
     * @return this builder
     */
    public Builder telemetry(OpenTelemetry value) {
      this.telemetry = nanos -> OpenTelemetryRuns.to(value, nanos);
      return this;
    }

    /**
     * Sets the admission of new runs; every run is admitted by default.
     *
     * @param value the admission
     * @return this builder
     */
    public Builder admission(RunAdmission value) {
      this.admission = value;
      return this;
    }

    /**
     * Sets the signals to and from agents in other processes that share the stores. With them, a
     * viewer sees a run of another process as it is written, and a cancel arrives at once; without
     * them, the default, both wait for the next poll of the store. The caller closes them.
     *
     * @param value the signals
     * @return this builder
     */
    public Builder signals(Signals value) {
      this.signals = value;
      return this;
    }

    /** {@return the agent} */
    public CodaAgent build() {
      return new CodaAgent(this);
    }
  }
}
