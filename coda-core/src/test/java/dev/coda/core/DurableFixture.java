package dev.coda.core;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.Run;
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
import dev.coda.core.store.Patience;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One store with a session, and any number of agents over it, as if each were a process. */
final class DurableFixture implements AutoCloseable {
  final Stores stores;
  final SessionId session;
  private final List<CodaAgent> agents = new ArrayList<>();
  private Clock clock = Clock.systemUTC();
  private Patience patience = Patience.standard();
  private @Nullable Executor executor;

  DurableFixture() {
    this(InMemoryStores.create());
  }

  DurableFixture(Stores stores) {
    this.stores = stores;
    this.session = new SessionId(UUID.randomUUID());
    Instant now = Instant.parse("2026-01-02T03:04:05Z");
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

  DurableFixture clock(Clock value) {
    clock = value;
    return this;
  }

  DurableFixture patience(Patience value) {
    patience = value;
    return this;
  }

  DurableFixture executor(Executor value) {
    executor = value;
    return this;
  }

  CodaAgent agent(ModelProvider model, Tool... tools) {
    return agent(stores, options().build(), model, tools);
  }

  CodaAgent agent(Stores over, AgentOptions options, ModelProvider model, Tool... tools) {
    CodaAgent.Builder builder =
        CodaAgent.builder()
            .models(ModelRouter.builder().providers(model).retry(RetrySettings.none()).build())
            .tools(ToolSource.of(tools))
            .stores(over)
            .options(options)
            .clock(clock)
            .patience(patience);
    if (executor != null) {
      builder.executor(executor);
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

  @Override
  public void close() {
    agents.forEach(CodaAgent::close);
  }
}
