package dev.coda.core;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import dev.coda.api.session.Stores;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolSource;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.routing.RetrySettings;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.time.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One store with a session, and any number of agents over it, as if each were a process. */
final class DurableFixture implements AutoCloseable {
  /** How much passes at once. It is short beside leases, so that nobody loses one by chance. */
  private static final Duration STEP = Duration.ofMillis(50);

  static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  /** The time of all processes, which passes when a test says so. */
  final FakeClock clock;

  final Stores stores;
  final SessionId session;
  private final List<CodaAgent> agents = new ArrayList<>();
  private @Nullable Executor executor;
  private @Nullable SignalHub signals;

  DurableFixture() {
    this(FakeClock.at(NOON));
  }

  private DurableFixture(FakeClock clock) {
    this(clock, InMemoryStores.create(clock));
  }

  DurableFixture(FakeClock clock, Stores stores) {
    this.clock = clock;
    this.stores = stores;
    this.session = new SessionId(UUID.randomUUID());
    Instant now = NOON;
    stores
        .sessions()
        .create(
            SessionChange.create()
                .title("Title")
                .applyTo(Session.start(session, UserId.LOCAL, now), now));
  }

  static AgentOptions.Builder options() {
    return AgentOptions.builder().closeTime(Duration.ofSeconds(5));
  }

  DurableFixture executor(Executor value) {
    executor = value;
    return this;
  }

  DurableFixture signals(SignalHub value) {
    signals = value;
    return this;
  }

  CodaAgent agent(ModelProvider model, Tool... tools) {
    return agent(stores, options().build(), model, tools);
  }

  CodaAgent agent(Stores over, AgentOptions options, ModelProvider model, Tool... tools) {
    return agentBy(clock, over, options, model, tools);
  }

  /** Creates an agent of a process whose time is another one. */
  CodaAgent agentBy(
      FakeClock time, Stores over, AgentOptions options, ModelProvider model, Tool... tools) {
    CodaAgent.Builder builder =
        CodaAgent.builder()
            .models(ModelRouter.builder().providers(model).retry(RetrySettings.none()).build())
            .tools(ToolSource.of(tools))
            .stores(over)
            .options(options)
            .clock(time);
    if (executor != null) {
      builder.executor(executor);
    }
    if (signals != null) {
      builder.signals(signals.join());
    }
    CodaAgent agent = builder.build();
    agents.add(agent);
    return agent;
  }

  Run ask(CodaAgent agent) {
    return agent.start(RunRequest.of(session, "Do it."));
  }

  List<RunEvent> stored(RunId id) {
    return stores.runs().events(id, 0, 10_000);
  }

  RunProjection projection(RunId id) {
    return RunProjection.of(stored(id));
  }

  /** Waits for the outcome of a run while time passes. */
  RunOutcome outcome(Run run) throws Exception {
    return await(onThread(run::outcome));
  }

  /** Waits for what another thread returns, while time passes. */
  <T> T await(Future<T> result) throws Exception {
    until(result::isDone);
    return result.get();
  }

  /** Waits for a condition while time passes. */
  void until(BooleanSupplier condition) throws InterruptedException {
    clock.advanceUntil(condition, STEP);
  }

  /** Does something on a thread of its own. */
  static <T> Future<T> onThread(Callable<T> task) {
    FutureTask<T> result = new FutureTask<>(task);
    Thread thread = new Thread(result, "test");
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  @Override
  public void close() {
    // What does not stop is given up when its time is over.
    Future<Boolean> closed =
        onThread(() -> {
          agents.forEach(CodaAgent::close);
          return true;
        });
    try {
      until(closed::isDone);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
