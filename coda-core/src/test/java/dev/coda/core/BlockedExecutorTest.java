package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The agents of a process share their timers, in real time. */
@Timeout(30)
class BlockedExecutorTest {
  private final SessionId session = new SessionId(UUID.randomUUID());
  private final CountDownLatch blocked = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  @Test
  void anExecutorThatBlocksDelaysNoDeadlineOfAnotherAgent() throws Exception {
    CodaAgent full =
        CodaAgent.builder()
            .models(ScriptedModel.of())
            .stores(storesWithAnOrphan())
            .executor(task -> block())
            .build();
    try (CodaAgent other =
        CodaAgent.builder()
            .models(ScriptedModel.of(ModelScript.create().stall()))
            .stores(stores())
            .build()) {
      blocked.await();

      RunLimits limits = RunLimits.builder().timeout(Duration.ofMillis(10)).build();
      RunOutcome outcome =
          other.start(RunRequest.builder(session).text("Do it.").limits(limits).build()).outcome();

      assertThat(((RunOutcome.Failed) outcome).error().code()).isEqualTo("deadline_exceeded");
    } finally {
      goOn.countDown();
      full.close();
    }
  }

  private void block() {
    blocked.countDown();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private InMemoryStores stores() {
    InMemoryStores stores = InMemoryStores.create();
    stores.sessions().create(Session.start(session, UserId.LOCAL, Instant.EPOCH));
    return stores;
  }

  /** Stores with a run that its process has handed over. */
  private InMemoryStores storesWithAnOrphan() throws InterruptedException {
    InMemoryStores stores = stores();
    CountDownLatch talking = new CountDownLatch(1);
    try (CodaAgent leaving =
        CodaAgent.builder()
            .models(
                ScriptedModel.of(ModelScript.create().then(call -> talking.countDown()).stall()))
            .stores(stores)
            .options(AgentOptions.builder().handOverOnClose(true).build())
            .build()) {
      leaving.start(RunRequest.of(session, "Do it."));
      talking.await();
    }
    return stores;
  }
}
