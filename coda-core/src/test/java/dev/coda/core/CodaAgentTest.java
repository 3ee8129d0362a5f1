package dev.coda.core;

import static java.util.Comparator.comparingLong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.ConflictPolicy;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CodaAgentTest {
  @Test
  void streamsAnAnswerInOrderWithoutGapsAndEndsOnce() {
    try (var fixture = AgentFixture.with(ScriptedModel.of(ModelScript.create().say("Hel", "lo")))) {
      List<RunEvent> events = fixture.events("Hi");

      assertThat(events)
          .extracting(RunEvent::kind)
          .containsExactly(
              EventKind.RUN_STARTED,
              EventKind.MESSAGE_START,
              EventKind.ATTEMPT_STARTED,
              EventKind.CONTENT_DELTA,
              EventKind.CONTENT_DELTA,
              EventKind.USAGE,
              EventKind.CONTEXT,
              EventKind.STEP,
              EventKind.MESSAGE_END,
              EventKind.RUN_FINISHED);
      for (int i = 0; i < events.size(); i++) {
        assertThat(events.get(i).seq()).isEqualTo(i + 1);
      }
    }
  }

  @Test
  void storesWhatItStreamed() throws Exception {
    try (var fixture = AgentFixture.with(ScriptedModel.of(ModelScript.create().say("Hello")))) {
      RunOutcome outcome = fixture.ask("Hi").outcome();

      Message answer = ((RunOutcome.Completed) outcome).answer();
      assertThat(answer.text()).isEqualTo("Hello");
      assertThat(fixture.messages()).extracting(Message::text).containsExactly("Hi", "Hello");
      assertThat(fixture.messages().get(1)).isEqualTo(answer);
      assertThat(answer.status()).isEqualTo(MessageStatus.COMPLETE);
    }
  }

  @Test
  void callsAToolAndShowsTheModelItsResult() throws Exception {
    var model =
        ScriptedModel.of(
            ModelScript.create().say("Let me see.").callTool("double", "{\"n\": 21}"),
            ModelScript.create().say("It is 42."));
    try (var fixture = AgentFixture.with(model, TestTools.doubler())) {
      RunOutcome outcome = fixture.ask("Twice 21?").outcome();

      assertThat(((RunOutcome.Completed) outcome).answer().text())
          .isEqualTo("Let me see.\n\nIt is 42.");
      var second = model.requests().get(1).messages();
      AiMessage asked = (AiMessage) second.get(second.size() - 2);
      ToolExecutionResultMessage result =
          (ToolExecutionResultMessage) second.get(second.size() - 1);
      assertThat(asked.toolExecutionRequests()).hasSize(1);
      assertThat(result.text()).isEqualTo("42");
      assertThat(result.id()).isEqualTo(asked.toolExecutionRequests().get(0).id());
    }
  }

  @Test
  void runsToolsSideBySideAndKeepsTheirOrder() throws Exception {
    var together = new CyclicBarrier(2);
    var model =
        ScriptedModel.of(
            ModelScript.create().callTool("first", "{}").callTool("second", "{}"),
            ModelScript.create().say("Done."));
    TestTools.Body meet =
        (input, context) -> {
          together.await(5, TimeUnit.SECONDS);
          return ToolResult.text("met");
        };
    try (var fixture =
        AgentFixture.with(model, TestTools.tool("first", meet), TestTools.tool("second", meet))) {
      fixture.ask("go").outcome();

      assertThat(model.requests().get(1).messages())
          .filteredOn(ToolExecutionResultMessage.class::isInstance)
          .extracting(message -> ((ToolExecutionResultMessage) message).toolName())
          .containsExactly("first", "second");
    }
  }

  @Test
  void oneToolsFailureLeavesTheOthersAlone() throws Exception {
    var model =
        ScriptedModel.of(
            ModelScript.create()
                .callTool("broken", "{}")
                .callTool("double", "{\"n\": 1}")
                .callTool("nowhere", "{}")
                .callTool("double", "{\"n\": \"x\"}")
                .callTool("double", "not json"),
            ModelScript.create().say("Done."));
    try (var fixture =
        AgentFixture.with(
            model,
            TestTools.doubler(),
            TestTools.tool(
                "broken",
                (input, context) -> {
                  throw new IllegalStateException("secret detail");
                }))) {
      RunProjection run = RunProjection.of(fixture.events("go"));

      assertThat(run.toolCalls())
          .extracting(call -> call.status())
          .containsExactly(
              ToolStatus.ERROR,
              ToolStatus.SUCCESS,
              ToolStatus.ERROR,
              ToolStatus.ERROR,
              ToolStatus.ERROR);
      assertThat(run.toolCalls().get(0).errorMessage()).doesNotContain("secret detail");
      assertThat(run.toolCalls().get(3).errorMessage()).contains("/n");
      assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    }
  }

  @Test
  void givesUpOnAToolThatHangs() throws Exception {
    var model =
        ScriptedModel.of(
            ModelScript.create().callTool("hang", "{}"), ModelScript.create().say("Sorry."));
    ToolSpec spec = ToolSpec.builder("hang").timeout(Duration.ofSeconds(50)).build();
    var working = new CountDownLatch(1);
    try (var fixture =
        AgentFixture.with(
            model,
            TestTools.tool(
                spec,
                (input, context) -> {
                  working.countDown();
                  new CountDownLatch(1).await();
                  return ToolResult.text("never");
                }))) {
      Run asked = fixture.ask("go");
      working.await();
      fixture.clock.advance(Duration.ofSeconds(50));
      RunProjection run = RunProjection.of(AgentFixture.events(asked));

      assertThat(run.toolCalls().get(0).status()).isEqualTo(ToolStatus.UNKNOWN);
      assertThat(run.toolCalls().get(0).errorMessage())
          .contains("50000 ms")
          .contains("effect is unknown");
      assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    }
  }

  @Test
  void keepsWhatWasSaidWhenTheModelFails() {
    var failure =
        ProviderException.of(FailureKind.STREAM_CUT, "scripted", "The stream was cut.").build();
    var model = ScriptedModel.of(ModelScript.create().say("Half an ans").fail(failure));
    try (var fixture = AgentFixture.with(model)) {
      List<RunEvent> events = fixture.events("go");

      RunFinished end = (RunFinished) events.get(events.size() - 1).payload();
      assertThat(end.status()).isEqualTo(RunStatus.FAILED);
      assertThat(end.error()).extracting(ErrorInfo::code).isEqualTo("stream_cut");
      assertThat(fixture.messages().get(1).text()).isEqualTo("Half an ans");
      assertThat(fixture.messages().get(1).status()).isEqualTo(MessageStatus.FAILED);
    }
  }

  @Test
  void endsOnceEvenOnAnErrorInUserCode() {
    var model =
        ScriptedModel.of(
            ModelScript.create()
                .then(call -> {
                  throw new StackOverflowError();
                }));
    try (var fixture = AgentFixture.with(model)) {
      assertThat(fixture.events("go"))
          .filteredOn(event -> event.kind() == EventKind.RUN_FINISHED)
          .singleElement()
          .extracting(event -> ((RunFinished) event.payload()).error())
          .extracting(ErrorInfo::code)
          .isEqualTo("internal");
    }
  }

  @Test
  void cancelKeepsPartialTextAndLeavesAHistoryThatCanGoOn() throws Exception {
    var talking = new CountDownLatch(1);
    var model =
        ScriptedModel.of(
            ModelScript.create().say("I was say").then(call -> talking.countDown()).stall(),
            ModelScript.create().say("Again."));
    try (var fixture = AgentFixture.with(model)) {
      Run run = fixture.ask("go");
      talking.await();

      assertThat(run.cancel()).isTrue();

      assertThat(run.outcome()).isInstanceOf(RunOutcome.Cancelled.class);
      assertThat(fixture.messages().get(1).text()).isEqualTo("I was say");
      assertThat(fixture.ask("more").outcome()).isInstanceOf(RunOutcome.Completed.class);
      assertThat(run.cancel()).isFalse();
    }
  }

  @Test
  void cancelInterruptsAToolAndSaysThatItsOutcomeIsUnknown() throws Exception {
    var working = new CountDownLatch(1);
    var model = ScriptedModel.of(ModelScript.create().callTool("slow", "{}"));
    try (var fixture =
        AgentFixture.with(
            model,
            TestTools.tool(
                "slow",
                (input, context) -> {
                  working.countDown();
                  new CountDownLatch(1).await();
                  return ToolResult.text("never");
                }))) {
      Run run = fixture.ask("go");
      working.await();

      run.cancel();

      assertThat(run.outcome()).isInstanceOf(RunOutcome.Cancelled.class);
      assertThat(RunProjection.of(AgentFixture.events(run)).toolCalls())
          .singleElement()
          .satisfies(call -> {
            assertThat(call.status()).isEqualTo(ToolStatus.UNKNOWN);
            assertThat(call.errorMessage()).contains("effect is unknown");
          });
    }
  }

  @Test
  void aRunPastItsTimeLimitFailsAsSuch() throws Exception {
    var options =
        AgentOptions.builder()
            .limits(RunLimits.builder().timeout(Duration.ofSeconds(5)).build())
            .build();
    try (var fixture = AgentFixture.with(ScriptedModel.of(ModelScript.create().stall()), options)) {
      Run run = fixture.ask("go");

      fixture.clock.advance(Duration.ofSeconds(5));

      RunOutcome outcome = run.outcome();
      assertThat(((RunOutcome.Failed) outcome).error().code()).isEqualTo("deadline_exceeded");
    }
  }

  @Test
  void aModelThatNeverStopsCallingToolsIsLandedSoftly() {
    var model = ScriptedModel.of();
    for (int i = 0; i < 10; i++) {
      model.add(ModelScript.create().say("step " + i).callTool("double", "{\"n\": 1}"));
    }
    var options = AgentOptions.builder().limits(RunLimits.builder().maxSteps(3).build()).build();
    try (var fixture = AgentFixture.with(model, options, TestTools.doubler())) {
      List<RunEvent> events = fixture.events("go");

      RunFinished end = (RunFinished) events.get(events.size() - 1).payload();
      assertThat(end.status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(end.reason()).isEqualTo("budget_exhausted");
      assertThat(model.requests()).hasSize(3);
      assertThat(model.requests().get(2).toolSpecifications()).isNotEmpty();
      assertThat(model.requests().get(2).toolChoice()).isEqualTo(ToolChoice.NONE);
    }
  }

  @Test
  void everyViewerSeesTheSameFromAnyPlace() {
    String[] words = "one two three four five six seven eight".split("(?<= )");
    try (var fixture = AgentFixture.with(ScriptedModel.of(ModelScript.create().say(words)))) {
      Run run = fixture.ask("go");
      List<RunEvent> all = AgentFixture.events(run);
      Message whole = RunProjection.of(all).answer().orElseThrow();

      for (int after = 0; after <= all.size(); after++) {
        RunProjection rejoined = RunProjection.of(all.subList(0, after));
        run.events(after).forEachRemaining(rejoined::apply);
        assertThat(rejoined.answer()).contains(whole);
      }
    }
  }

  @Test
  void replayFromTheStoreFoldsToTheSame() {
    try (var fixture =
        AgentFixture.with(ScriptedModel.of(ModelScript.create().say("a", "b", "c", "d")))) {
      Run run = fixture.ask("go");
      Message live = RunProjection.of(AgentFixture.events(run)).answer().orElseThrow();

      await()
          .untilAsserted(() -> {
            Run again = fixture.agent.find(UserId.LOCAL, run.id()).orElseThrow();
            List<RunEvent> replayed = AgentFixture.events(again);
            assertThat(RunProjection.of(replayed).answer()).contains(live);
            assertThat(replayed)
                .filteredOn(event -> event.kind() == EventKind.CONTENT_DELTA)
                .hasSize(1);
          });
    }
  }

  @Test
  void aViewerFarBehindCatchesUpWithoutAskingTheStoreAgainAndAgain() {
    var script = ModelScript.create();
    for (int i = 0; i < 3000; i++) {
      script.callTool("nowhere", "{}");
    }
    var model = ScriptedModel.of(script, ModelScript.create().say("done"));
    try (var fixture = AgentFixture.with(model, TestTools.doubler())) {
      Run run = fixture.ask("go");
      Iterator<RunEvent> slow = run.events(0);
      RunEvent first = slow.next();
      List<RunEvent> rest = new ArrayList<>();
      AgentFixture.events(run);
      slow.forEachRemaining(rest::add);

      assertThat(first.seq()).isEqualTo(1);
      assertThat(rest).isSortedAccordingTo(comparingLong(RunEvent::seq));
      assertThat(RunProjection.of(rest).lastSeq()).isEqualTo(rest.get(rest.size() - 1).seq());
      assertThat(rest.get(rest.size() - 1).kind()).isEqualTo(EventKind.RUN_FINISHED);
    }
  }

  @Test
  void halvesOfASurrogatePairTravelTogether() {
    var model = ScriptedModel.of(ModelScript.create().say("a\uD83C", "\uDF0D b", "\0"));
    try (var fixture = AgentFixture.with(model)) {
      List<RunEvent> events = fixture.events("go");

      assertThat(events)
          .filteredOn(event -> event.kind() == EventKind.CONTENT_DELTA)
          .extracting(event -> ((ContentDelta) event.payload()).delta())
          .containsExactly("a", "\uD83C\uDF0D b", "\uFFFD");
    }
  }

  @Test
  void aSecondSubmitOnTheBranchIsRefusedOrWaits() throws Exception {
    var talking = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var model =
        ScriptedModel.of(
            ModelScript.create()
                .then(call -> {
                  talking.countDown();
                  awaitQuietly(go);
                })
                .say("one"),
            ModelScript.create().say("two"));
    try (var fixture = AgentFixture.with(model)) {
      fixture.ask("first");
      talking.await();

      assertThatThrownBy(() -> fixture.ask("second"))
          .isInstanceOfSatisfying(
              CodaException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFLICT));
      go.countDown();
      Run queued =
          fixture.agent.start(
              RunRequest.builder(fixture.session)
                  .text("second")
                  .onConflict(ConflictPolicy.QUEUE)
                  .build());

      assertThat(queued.outcome()).isInstanceOf(RunOutcome.Completed.class);
      assertThat(fixture.messages())
          .extracting(Message::text)
          .containsExactly("first", "one", "second", "two");
    }
  }

  @Test
  void aRepeatedKeyIsTheSameRun() throws Exception {
    try (var fixture = AgentFixture.with(ScriptedModel.of(ModelScript.create().say("once")))) {
      RunRequest request =
          RunRequest.builder(fixture.session).text("go").idempotencyKey("k").build();
      Run first = fixture.agent.start(request);
      first.outcome();

      Run second = fixture.agent.start(request);

      assertThat(second.id()).isEqualTo(first.id());
      assertThat(fixture.messages()).hasSize(2);
    }
  }

  @Test
  void answersAnExistingMessageAgainAsASibling() throws Exception {
    var model =
        ScriptedModel.of(ModelScript.create().say("first"), ModelScript.create().say("second"));
    try (var fixture = AgentFixture.with(model)) {
      fixture.ask("question").outcome();
      Message question = fixture.messages().get(0);

      fixture
          .agent
          .start(RunRequest.builder(fixture.session).parentId(question.id()).build())
          .outcome();

      assertThat(fixture.messages())
          .extracting(Message::text)
          .containsExactly("question", "second");
    }
  }

  @Test
  void anUntitledSessionGetsATitleFromItsFirstWords() throws Exception {
    try (var fixture = AgentFixture.with(ScriptedModel.of(ModelScript.create().say("ok")))) {
      fixture.ask("Plan my week\nplease").outcome();

      assertThat(
              fixture.stores.sessions().find(UserId.LOCAL, fixture.session).orElseThrow().title())
          .isEqualTo("Plan my week");
    }
  }

  @Test
  void anUnknownSessionIsRefused() {
    try (var fixture = AgentFixture.with(ScriptedModel.of())) {
      RunRequest request = RunRequest.of(new SessionId(UUID.randomUUID()), "go");

      assertThatThrownBy(() -> fixture.agent.start(request))
          .isInstanceOfSatisfying(
              CodaException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.NOT_FOUND));
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
