package dev.coda.core;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolSource;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.routing.RetrySettings;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.model.ScriptedModel;
import dev.coda.testkit.time.FakeClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;

/** An agent with a scripted model, in-memory stores and one empty session. */
final class AgentFixture implements AutoCloseable {
  /** The time of the agent, which passes when a test says so. */
  final FakeClock clock = FakeClock.at(Instant.parse("2026-01-02T12:00:00Z"));

  final Stores stores;
  final SessionId session = new SessionId(UUID.randomUUID());
  final ScriptedModel model;
  final CodaAgent agent;

  private AgentFixture(
      CodaAgent.Builder builder,
      ScriptedModel model,
      AgentOptions options,
      Stores stores,
      Tool... tools) {
    this.model = model;
    this.stores = stores;
    this.agent =
        builder
            .models(ModelRouter.builder().providers(model).retry(RetrySettings.none()).build())
            .tools(ToolSource.of(tools))
            .stores(stores)
            .options(options)
            .clock(clock)
            .build();
    stores
        .sessions()
        .create(Session.start(session, UserId.LOCAL, Instant.parse("2026-01-02T03:04:05Z")));
  }

  static AgentFixture with(ScriptedModel model, Tool... tools) {
    return with(model, AgentOptions.defaults(), tools);
  }

  static AgentFixture with(
      ScriptedModel model, AgentOptions options, Stores stores, Tool... tools) {
    return new AgentFixture(CodaAgent.builder(), model, options, stores, tools);
  }

  static AgentFixture with(ScriptedModel model, AgentOptions options, Tool... tools) {
    return new AgentFixture(CodaAgent.builder(), model, options, InMemoryStores.create(), tools);
  }

  /** Runs loops and tools on this executor. */
  static AgentFixture on(Executor executor, ScriptedModel model, Tool... tools) {
    return new AgentFixture(
        CodaAgent.builder().executor(executor),
        model,
        AgentOptions.defaults(),
        InMemoryStores.create(),
        tools);
  }

  Run ask(String text) {
    return agent.start(RunRequest.of(session, text));
  }

  List<RunEvent> events(String text) {
    return events(ask(text));
  }

  static List<RunEvent> events(Run run) {
    List<RunEvent> events = new ArrayList<>();
    run.events(0).forEachRemaining(events::add);
    return events;
  }

  List<Message> messages() {
    return stores.sessions().path(UserId.LOCAL, session, PathQuery.page(null, null, 100)).stream()
        .map(MessageNode::message)
        .toList();
  }

  @Override
  public void close() {
    agent.close();
  }
}
