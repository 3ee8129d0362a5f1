package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSource;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process without memory must learn of it, after the run has its end. */
@Timeout(30)
class OutOfMemoryTest {
  private final BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();

  @Test
  void ofAModelEndsTheRunAndReachesTheHandlerOfItsThread() throws Exception {
    RunOutcome outcome = run(ModelScript.create().say("So").then(call -> exhaust()));

    assertThat(outcome).isInstanceOf(RunOutcome.Failed.class);
    assertThat(uncaught.poll(20, TimeUnit.SECONDS)).isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void ofAToolIsAnErrorOfTheCallAndReachesTheHandlerOfItsThread() throws Exception {
    RunOutcome outcome =
        run(ModelScript.create().callTool("hungry", "{}"), ModelScript.create().say("Well."));

    assertThat(outcome).isInstanceOf(RunOutcome.Completed.class);
    assertThat(uncaught.poll(20, TimeUnit.SECONDS)).isInstanceOf(OutOfMemoryError.class);
  }

  private RunOutcome run(ModelScript... script) throws Exception {
    InMemoryStores stores = InMemoryStores.create();
    SessionId session = new SessionId(UUID.randomUUID());
    stores.sessions().create(Session.start(session, UserId.LOCAL, Instant.now()));
    try (CodaAgent agent =
        CodaAgent.builder()
            .models(ModelRouter.of(ScriptedModel.of(script)))
            .tools(ToolSource.of(TestTools.tool("hungry", (input, context) -> exhaust())))
            .stores(stores)
            .executor(this::onThread)
            .build()) {
      return agent.start(RunRequest.of(session, "go")).outcome();
    }
  }

  private void onThread(Runnable task) {
    Thread thread = new Thread(task, "out-of-memory-test");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((died, failure) -> uncaught.add(failure));
    thread.start();
  }

  private static ToolResult exhaust() {
    throw new OutOfMemoryError("for a test");
  }
}
