package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import dev.coda.api.tool.ToolSource;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starts of runs while something else happens. */
@Timeout(20)
class StartTest {
  private final DurableFixture fixture = new DurableFixture();
  private final SessionId untitled = new SessionId(UUID.randomUUID());

  @BeforeEach
  void openSession() {
    fixture.stores.sessions().create(Session.start(untitled, UserId.LOCAL, DurableFixture.NOON));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aTitleThatSomebodyGaveAtThatMomentStays() throws Exception {
    SessionChange renamed = SessionChange.create().title("My own");
    CodaAgent agent =
        agent(() -> fixture.stores.sessions().update(UserId.LOCAL, untitled, renamed));

    agent.start(RunRequest.of(untitled, "Plan my week")).outcome();

    assertThat(fixture.stores.sessions().find(UserId.LOCAL, untitled).orElseThrow().title())
        .isEqualTo("My own");
  }

  @Test
  void aClosedAgentSaysThatTryingElsewhereMayHelp() {
    CodaAgent agent = agent(() -> {});
    agent.close();

    assertThatThrownBy(() -> agent.start(RunRequest.of(untitled, "Plan my week")))
        .isInstanceOfSatisfying(
            CodaException.class,
            e -> assertThat(e.kind()).isEqualTo(FailureKind.STORE_UNAVAILABLE));
  }

  @Test
  void buildingAnAgentDoesNotWaitForItsTools() {
    AtomicInteger asked = new AtomicInteger();
    ToolSource slow =
        () -> {
          asked.incrementAndGet();
          return List.of();
        };

    CodaAgent agent =
        CodaAgent.builder().models(ScriptedModel.of()).tools(slow).stores(fixture.stores).build();

    assertThat(asked).hasValue(0);
    agent.close();
  }

  /** An agent over stores to which this happens just before anything is stored. */
  private CodaAgent agent(Runnable beforeCommit) {
    RunStoreWrapper stores =
        new RunStoreWrapper(fixture.stores) {
          @Override
          void before(boolean commit) {
            if (commit) {
              beforeCommit.run();
            }
          }
        };
    return fixture.agent(
        stores,
        DurableFixture.options().build(),
        ScriptedModel.of(ModelScript.create().say("Done.")));
  }
}
