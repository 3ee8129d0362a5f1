package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.content.CodaJson;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.RunProjection;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.ToolCall;
import dev.coda.api.session.Session;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSource;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.CodaAgent;
import dev.coda.core.TimeOrderedIds;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that go from one agent to another by way of the database. */
@Timeout(60)
final class DurableRunTest {
  private final PostgresStores stores =
      PostgresStores.builder(TestDatabase.POOL).schema(TestDatabase.newSchema()).build();
  private final SessionId session = SessionId.next(new TimeOrderedIds());
  private final List<String> inputs = new CopyOnWriteArrayList<>();

  @BeforeEach
  void openSession() {
    stores.sessions().create(Session.start(session, UserId.LOCAL, Instant.now()));
  }

  @Test
  void aRunThatWaitsIsDecidedUponByAnotherAgent() throws Exception {
    Run run;
    ApprovalDecision decision;
    try (CodaAgent first =
        agent(ScriptedModel.of(ModelScript.create().callTool("mail", "{\"n\": 1}")))) {
      run = first.start(RunRequest.of(session, "Mail it."));
      var waits = (RunOutcome.AwaitingApproval) run.outcome();
      decision =
          new ApprovalDecision(
              waits.interrupts().get(0).callId(),
              ApprovalDecision.Verdict.APPROVE,
              CodaJson.mapper().createObjectNode().put("n", 2),
              true);
    }
    try (CodaAgent second = agent(ScriptedModel.of(ModelScript.create().say("Sent.")))) {
      Run found = second.find(UserId.LOCAL, run.id()).orElseThrow();
      found.decide(decision);

      assertThat(((RunOutcome.Completed) found.outcome()).answer().text()).isEqualTo("Sent.");
      assertThat(inputs).containsExactly("{\"n\":2}");
      RunProjection whole = RunProjection.of(stores.runs().events(run.id(), 0, 1000));
      assertThat(whole.answer().orElseThrow().id())
          .isEqualTo(stores.sessions().find(UserId.LOCAL, session).orElseThrow().headMessageId());
      assertThat(whole.toolCalls())
          .extracting(ToolCall::input)
          .containsExactly(CodaJson.mapper().createObjectNode().put("n", 2));
      assertThat(stores.toolPermissions().find(UserId.LOCAL, "mail").orElseThrow().permission())
          .isEqualTo(ToolPermission.ALLOW);
    }
  }

  @Test
  void aRunThatIsHandedOverGoesOnInAnotherAgent() throws Exception {
    CountDownLatch talking = new CountDownLatch(1);
    ScriptedModel stalled =
        ScriptedModel.of(
            ModelScript.create().say("Half ").then(call -> talking.countDown()).stall());
    Run run;
    try (CodaAgent first = agent(stalled)) {
      run = first.start(RunRequest.of(session, "Say it."));
      talking.await();
    }
    try (CodaAgent second = agent(ScriptedModel.of(ModelScript.create().say("The whole.")))) {
      RunOutcome outcome = second.find(UserId.LOCAL, run.id()).orElseThrow().outcome();

      assertThat(((RunOutcome.Completed) outcome).answer().text()).isEqualTo("The whole.");
    }
  }

  @Test
  void aRunIsStoppedByAnotherAgentWithinASecondOrSo() throws Exception {
    CountDownLatch talking = new CountDownLatch(1);
    AtomicLong stopped = new AtomicLong();
    ScriptedModel stalled =
        ScriptedModel.of(
            ModelScript.create()
                .say("Half ")
                .then(call -> {
                  talking.countDown();
                  call.awaitCancel();
                  stopped.set(System.nanoTime());
                }));
    try (CodaAgent owner = agent(stalled);
        CodaAgent other = agent(ScriptedModel.of())) {
      Run run = owner.start(RunRequest.of(session, "Say it."));
      talking.await();

      long asked = System.nanoTime();
      assertThat(other.find(UserId.LOCAL, run.id()).orElseThrow().cancel()).isTrue();

      assertThat(run.outcome()).isInstanceOf(RunOutcome.Cancelled.class);
      assertThat(Duration.ofNanos(stopped.get() - asked)).isLessThan(Duration.ofMillis(1_500));
    }
  }

  private CodaAgent agent(ScriptedModel model) {
    return CodaAgent.builder()
        .models(model)
        .tools(ToolSource.of(mail()))
        .stores(stores)
        .options(AgentOptions.builder().handOverOnClose(true).build())
        .build();
  }

  private Tool mail() {
    return Tool.of(
        ToolSpec.builder("mail").permission(ToolPermission.ASK).build(),
        (input, context) -> {
          inputs.add(input.toString());
          return ToolResult.text("sent");
        });
  }
}
