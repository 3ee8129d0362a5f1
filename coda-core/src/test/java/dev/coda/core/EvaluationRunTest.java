package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.Run;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.StepTaken;
import dev.coda.api.id.UserId;
import dev.coda.api.session.MessageDetails;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.coda.testkit.trajectory.TrajectoryAssert;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EvaluationRunTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final AgentOptions JUDGED =
      AgentOptions.builder().judge(ScriptedModel.REF, PATIENCE).build();

  @Test
  void callsAreScoredAgainWhenTheAnswerShowsWhetherTheyWereOfUse() {
    try (AgentFixture fixture = AgentFixture.with(doubling(), TestTools.doubler())) {
      List<RunEvent> events = fixture.events("Please double 21.");

      TrajectoryAssert.assertThat(events).completed();
      assertThat(evaluation(fixture).get("output_used").doubleValue()).isEqualTo(1);
      assertThat(evaluation(fixture).get("evaluator").textValue()).isEqualTo("rules");
      assertThat(synthesis(events).get("grounded").doubleValue()).isEqualTo(1);
      assertThat(synthesis(events).get("complete").doubleValue()).isEqualTo(1);
    }
  }

  @Test
  void judgeScoresWhatRulesCanOnlyGuess() {
    String verdict =
        """
        {"grounded": 0.9, "complete": 0.5, "reason": "It says no why.",
         "tools": [{"appropriate": 0.25, "used": 1}]}
        """;
    ScriptedModel model = doubling().add(ModelScript.create().say(verdict));
    try (AgentFixture fixture = AgentFixture.with(model, JUDGED, TestTools.doubler())) {
      List<RunEvent> events = fixture.events("Please double 21.");

      TrajectoryAssert.assertThat(events).completed().answer().isEqualTo("It is 42.");
      assertThat(synthesis(events).get("evaluator").textValue()).isEqualTo("model");
      assertThat(synthesis(events).get("reason").textValue()).isEqualTo("It says no why.");
      assertThat(evaluation(fixture).get("appropriate").doubleValue()).isEqualTo(0.25);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Good answer!",
        "{\"grounded\": 2, \"complete\": 1, \"tools\": []}",
        "{\"grounded\": 1, \"complete\": 1, \"tools\": []}",
        "{\"grounded\": 1, \"complete\": 1, \"tools\": [{\"appropriate\": 1}]}",
        ""
      })
  void judgeThatTalksOtherwiseHasNoSay(String verdict) {
    assertRulesDecide(JUDGED, ModelScript.create().say(verdict));
  }

  @Test
  void judgeThatFailsFailsNoRun() {
    assertRulesDecide(JUDGED, ModelScript.create().fail(new IllegalStateException("no")));
    assertRulesDecide(JUDGED, ModelScript.create().then(call -> defect()));
  }

  @Test
  void judgeThatStallsIsNotWaitedFor() throws Exception {
    AgentOptions hasty =
        AgentOptions.builder().judge(ScriptedModel.REF, Duration.ofSeconds(5)).build();

    CountDownLatch judging = new CountDownLatch(1);
    ScriptedModel model =
        doubling().add(ModelScript.create().then(call -> judging.countDown()).stall());
    try (AgentFixture fixture = AgentFixture.with(model, hasty, TestTools.doubler())) {
      Run run = fixture.ask("Please double 21.");
      judging.await();

      fixture.clock.advance(Duration.ofSeconds(5));

      assertRulesDecided(fixture, AgentFixture.events(run));
    }
  }

  @Test
  void modelNamesASessionAfterItsFirstExchange() {
    ScriptedModel model = titling(ModelScript.create().say("Doubling ", "numbers\nAnd more"));
    try (AgentFixture fixture = AgentFixture.with(model, titles())) {
      fixture.events("Hello there");

      awaitTitle(fixture, "Doubling numbers"::equals);
    }
  }

  @Test
  void modelNeverOverwritesATitleThatAPersonGave() {
    ScriptedModel model = ScriptedModel.of(ModelScript.create().say("Hi."));
    try (AgentFixture fixture = AgentFixture.with(model, titles())) {
      model.add(
          ModelScript.create()
              .then(call -> rename(fixture))
              .say("A model's title")
              .then(call -> {}));
      fixture.events("Hello there");

      await().atMost(PATIENCE).until(() -> model.requests().size() == 2);
      awaitTitle(fixture, "My own"::equals);
      model.add(ModelScript.create().say("Again."));
      fixture.events("And again");
      awaitTitle(fixture, "My own"::equals);
      assertThat(model.requests()).hasSize(3);
    }
  }

  @Test
  void sessionKeepsItsFirstWordsWhereTheModelFails() {
    ScriptedModel model = titling(ModelScript.create().fail(new IllegalStateException("no")));
    try (AgentFixture fixture = AgentFixture.with(model, titles())) {
      TrajectoryAssert.assertThat(fixture.events("Hello there")).completed();

      await().atMost(PATIENCE).until(() -> model.requests().size() == 2);
      awaitTitle(fixture, "Hello there"::equals);
    }
  }

  private static void assertRulesDecide(AgentOptions options, ModelScript judge) {
    ScriptedModel model = doubling().add(judge);
    try (AgentFixture fixture = AgentFixture.with(model, options, TestTools.doubler())) {
      assertRulesDecided(fixture, fixture.events("Please double 21."));
    }
  }

  private static void assertRulesDecided(AgentFixture fixture, List<RunEvent> events) {
    TrajectoryAssert.assertThat(events).completed();
    assertThat(events).filteredOn(event -> event.kind() == EventKind.RUN_FINISHED).hasSize(1);
    assertThat(synthesis(events).get("evaluator").textValue()).isEqualTo("rules");
    assertThat(synthesis(events).get("judge").textValue()).isEqualTo("failed");
    assertThat(evaluation(fixture).get("output_used").doubleValue()).isEqualTo(1);
  }

  private static void defect() {
    throw new AssertionError("a defect in the judge");
  }

  private static ScriptedModel doubling() {
    return ScriptedModel.of(
        ModelScript.create().callTool("double", "{\"n\": 21}"),
        ModelScript.create().say("It is ", "42."));
  }

  private static ScriptedModel titling(ModelScript title) {
    return ScriptedModel.of(ModelScript.create().say("Hi."), title);
  }

  private static AgentOptions titles() {
    return AgentOptions.builder().titleModel(ScriptedModel.REF).build();
  }

  private static void rename(AgentFixture fixture) {
    fixture
        .stores
        .sessions()
        .update(UserId.LOCAL, fixture.session, SessionChange.create().title("My own"));
  }

  private static void awaitTitle(AgentFixture fixture, Predicate<String> title) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            fixture
                .stores
                .sessions()
                .find(UserId.LOCAL, fixture.session)
                .map(Session::title)
                .filter(title)
                .isPresent());
  }

  private static JsonNode synthesis(List<RunEvent> events) {
    return events.stream()
        .map(RunEvent::payload)
        .filter(StepTaken.class::isInstance)
        .map(StepTaken.class::cast)
        .filter(step -> step.stepType().equals("synthesis"))
        .map(step -> Objects.requireNonNull(step.metadata()).get("evaluation"))
        .findFirst()
        .orElseThrow();
  }

  /** Returns what is stored with the tool call of the answer. */
  private static JsonNode evaluation(AgentFixture fixture) {
    MessageDetails answer =
        fixture
            .stores
            .sessions()
            .message(UserId.LOCAL, fixture.messages().get(1).id())
            .orElseThrow();
    return Objects.requireNonNull(answer.toolCalls().get(0).evaluation());
  }
}
