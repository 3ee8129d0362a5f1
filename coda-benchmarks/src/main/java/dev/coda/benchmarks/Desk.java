package dev.coda.benchmarks;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import dev.coda.api.session.Stores;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolSource;
import dev.coda.core.CodaAgent;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** An agent, its stores and a titled, empty session. */
final class Desk implements AutoCloseable {
  /** Works on the thread that asks: shows the engine's own work without changes of thread. */
  static final Executor SAME_THREAD = Runnable::run;

  private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");

  final CodaAgent agent;
  final Stores stores;
  final SessionId session = new SessionId(UUID.randomUUID());

  Desk(Supplier<StreamingChatModel> model, Stores stores, Executor executor, Tool... tools) {
    this.stores = stores;
    this.agent =
        CodaAgent.builder()
            .models(new FreshModels(model))
            .tools(ToolSource.of(tools))
            .stores(stores)
            .executor(executor)
            .options(AgentOptions.builder().contextMessages(10_000).build())
            .build();
    stores.sessions().create(emptySession(session));
  }

  /** Asks in the session, and returns the answer when it is whole. */
  String ask(String question) throws InterruptedException {
    return ask(session, question);
  }

  /** Asks in a session that is there for this question only. */
  String askOnce(String question) throws InterruptedException {
    SessionId own = new SessionId(UUID.randomUUID());
    stores.sessions().create(emptySession(own));
    String answer = ask(own, question);
    stores.sessions().delete(UserId.LOCAL, own);
    return answer;
  }

  private String ask(SessionId where, String question) throws InterruptedException {
    RunOutcome outcome = agent.start(RunRequest.of(where, question)).outcome();
    if (outcome instanceof RunOutcome.Completed completed) {
      return completed.answer().text();
    }
    throw new IllegalStateException("the run did not complete: " + outcome);
  }

  @Override
  public void close() {
    agent.close();
  }

  private static Session emptySession(SessionId id) {
    return SessionChange.create()
        .title("A benchmark")
        .applyTo(Session.start(id, UserId.LOCAL, CREATED), CREATED);
  }
}
