package dev.coda.core;

import static dev.coda.testkit.trajectory.TrajectoryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.tool.ToolPermission;
import dev.coda.core.java.JavaTools;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.junit.CodaExtension;
import dev.coda.testkit.model.ScriptedModel;
import dev.coda.testkit.trajectory.Trajectory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs that wait for a decision, as a test of an application sees them. */
@Timeout(20)
class PauseTest {
  record Refund(String order, int cents, LocalDate day, Optional<String> remark) {}

  private static final Refund REFUND =
      new Refund("A7", 500, LocalDate.of(2026, 3, 2), Optional.empty());

  @RegisterExtension
  private final CodaExtension coda =
      CodaExtension.with(
          InMemoryStores::create,
          (model, stores) ->
              Coda.builder()
                  .models(model)
                  .tools(
                      JavaTools.tool(
                          "refund",
                          "Pays an order back.",
                          Refund.class,
                          spec -> spec.permission(ToolPermission.ASK),
                          (order, context) -> order.cents()))
                  .stores(stores)
                  .build()
                  .agent());

  @Test
  void refundsWhatAPersonApproved() {
    coda.model().calls("refund", REFUND).says("Done.");

    assertThat(coda.ask("Refund A7"))
        .awaitsApproval("refund", Refund.class, refund -> refund.cents() == 500);
    assertThat(coda.approve())
        .completed()
        .called("refund", Refund.class, REFUND::equals)
        .calledSuccessfully("refund")
        .answer()
        .isEqualTo("Done.");
  }

  @Test
  void runsWithOtherArguments() {
    coda.model().calls("refund", REFUND).says("Done.");
    coda.ask("Refund A7");

    Trajectory run = coda.approve(new Refund("A7", 300, REFUND.day(), Optional.of("part")));

    assertThat(run.toolResults()).singleElement().extracting("output").hasToString("300");
  }

  @Test
  void tellsTheModelOfADenial() {
    coda.model().calls("refund", REFUND).says("As you wish.");
    coda.ask("Refund A7");

    assertThat(coda.deny()).completed().answer().isEqualTo("As you wish.");
  }

  @Test
  void pausesAgainAtTheNextQuestion() {
    coda.model()
        .calls("refund", REFUND)
        .calls("refund", new Refund("A8", 1, REFUND.day(), Optional.empty()))
        .says("Both.");

    assertThat(coda.ask("Refund both")).awaitsApproval("refund", Refund.class, REFUND::equals);
    assertThat(coda.approve())
        .awaitsApproval("refund", Refund.class, refund -> refund.order().equals("A8"));
    assertThat(coda.approve()).completed();
  }

  @Test
  void failureSaysWhatTheRunWaitsFor() {
    coda.model().calls("refund", REFUND);
    Trajectory run = coda.ask("Refund A7");

    assertThatThrownBy(() -> assertThat(run).completed())
        .hasMessageContaining("it waits for approval of refund");
    assertThatThrownBy(() -> assertThat(run).awaitsApproval("other"))
        .hasMessageContaining("it waits for approval of refund");
  }

  @Test
  void failureSaysThatAScriptIsExhausted() {
    coda.model().calls("unknown", REFUND);
    Trajectory run = coda.ask("Refund A7");

    assertThatThrownBy(() -> assertThat(run).completed())
        .hasMessageContaining("it failed with invalid_request: The script is exhausted")
        .hasMessageContaining("asked 2 times, and 1 calls were scripted");
  }

  @Test
  void decisionIsRefusedWhereNothingWaits() {
    coda.model().says("Hello.");
    assertThatThrownBy(coda::approve).hasMessageContaining("No run was asked");
    coda.ask("Hello?");
    assertThatThrownBy(coda::deny).hasMessageContaining("waits for no approval");
  }

  @Test
  void costsWhatItsModelIsSaidToCost() {
    coda.model().price("1", "2").says("Hello.");

    assertThat(coda.ask("Hello?")).costBelow("0.0001");
  }

  @Test
  void iterationEndsWhereTheRunWaits() throws Exception {
    coda.model().calls("refund", REFUND);
    List<RunEvent> events = new ArrayList<>();
    Run run = coda.start("Refund A7");

    run.forEach(events::add);

    assertThat(events.get(events.size() - 1).kind()).isEqualTo(EventKind.RUN_PAUSED);
    assertThat(run.outcome()).isInstanceOf(RunOutcome.AwaitingApproval.class);
  }

  @Test
  void outcomeHasReasonUsageAndCost() throws Exception {
    coda.model().price("1", "2").says("Hello.");
    Run run = coda.start("Hello?");

    assertThat(run.outcome())
        .isInstanceOfSatisfying(
            RunOutcome.Completed.class,
            completed -> {
              assertThat(completed.reason()).isEqualTo("stop");
              assertThat(completed.usage().total()).isEqualTo(15);
              assertThat(completed.costUsd()).isEqualByComparingTo(new BigDecimal("0.00002"));
            });
  }

  @Test
  void outcomeSaysThatTheBudgetWasExhausted() throws Exception {
    ScriptedModel model = ScriptedModel.of().calls("refund", REFUND);
    try (Coda limited = Coda.builder().models(model).limits(limits -> limits.maxSteps(1)).build()) {
      Run run = limited.chat().start("Refund A7").run();

      assertThat(run.outcome())
          .isInstanceOfSatisfying(
              RunOutcome.Completed.class,
              completed -> assertThat(completed.reason()).isEqualTo("budget_exhausted"));
    }
  }
}
