package dev.coda.core.internal.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.RunLimits;
import dev.coda.api.budget.Budget;
import dev.coda.api.budget.BudgetShare;
import dev.coda.api.budget.BudgetUse;
import dev.coda.api.event.BudgetReported;
import dev.coda.api.model.Price;
import dev.coda.api.model.Usage;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BudgetLedgerTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final Price PRICE = Price.of("1", "10");

  @Test
  void theLastStepGoesWithoutTools() {
    BudgetLedger ledger = open(RunLimits.builder().maxSteps(2));

    assertThat(call(ledger, 10).orElseThrow().spent()).isNull();
    assertThat(call(ledger, 10).orElseThrow().spent()).isEqualTo(BudgetScope.STEPS);
    assertThat(call(ledger, 10)).isEmpty();
  }

  @Test
  void grantsOnlyAsManyToolCallsAsAreLeft() {
    BudgetLedger ledger = open(RunLimits.builder().maxToolCalls(3));

    assertThat(ledger.takeToolCalls(2)).isEqualTo(2);
    assertThat(ledger.takeToolCalls(2)).isEqualTo(1);
    assertThat(ledger.takeToolCalls(2)).isZero();
    assertThat(call(ledger, 1).orElseThrow().spent()).isEqualTo(BudgetScope.TOOL_CALLS);
  }

  @Test
  void anAnswerIsBoundedSoThatALastOneStaysAffordable() {
    BudgetLedger ledger = open(RunLimits.builder().maxTokens(10_000));

    CallGrant first = call(ledger, 1_000).orElseThrow();
    int answer = Objects.requireNonNull(first.maxOutput());
    first.settle(Usage.of(1_000, answer), null);
    CallGrant last = call(ledger, 1_000 + answer).orElseThrow();

    assertThat(first.spent()).isNull();
    assertThat(last.spent()).isEqualTo(BudgetScope.TOKENS);
    assertThat(last.maxOutput()).isGreaterThanOrEqualTo(512);
    assertThat(ledger.left().tokens()).isZero();
  }

  @Test
  void whatABrokenAttemptTookStaysTakenThoughItsCallIsGivenBack() {
    BudgetLedger ledger = open(RunLimits.builder().maxTokens(10_000).maxCostUsd(BigDecimal.ONE));

    try (CallGrant grant = call(ledger, 1_000).orElseThrow()) {
      grant.lose(Usage.of(1_000, 200), new BigDecimal("0.003"));
      grant.lose(Usage.of(1_000, 0), null);
    }

    assertThat(ledger.left().tokens()).isEqualTo(7_800);
    assertThat(ledger.left().costUsd()).isEqualByComparingTo("0.997");
  }

  @Test
  void aCallThatCannotBeAffordedIsNotMade() {
    assertThat(call(open(RunLimits.builder().maxTokens(100)), 90)).isEmpty();
    assertThat(call(open(RunLimits.builder().maxCostUsd(new BigDecimal("0.000100"))), 90))
        .isEmpty();
  }

  @Test
  void moneyBoundsTheAnswerByItsPrice() {
    BudgetLedger ledger = open(RunLimits.builder().maxCostUsd(new BigDecimal("0.01")));

    CallGrant grant =
        ledger.reserveCall(new CallEstimate(1_000, 64_000, PRICE, false)).orElseThrow();

    assertThat(grant.maxOutput()).isEqualTo(900);
    assertThat(ledger.left().costUsd()).isEqualByComparingTo("0");
  }

  @Test
  void withoutALimitOnTokensOrMoneyNothingBoundsTheAnswer() {
    assertThat(call(open(RunLimits.builder()), 1_000_000).orElseThrow().maxOutput()).isNull();
  }

  @Test
  void whatACallDidNotTakeIsThereAgain() {
    BudgetLedger ledger = open(RunLimits.builder().maxTokens(10_000));

    try (CallGrant grant = call(ledger, 1_000).orElseThrow()) {
      grant.settle(Usage.of(900, 100), null);
    }

    assertThat(ledger.left().tokens()).isEqualTo(9_000);
    assertThat(ledger.left().steps()).isEqualTo(15);
  }

  @Test
  void aRunThatGoesOnKeepsWhatItUsed() {
    BudgetUse used = new BudgetUse(15, 60, 900, new BigDecimal("0.5"), Duration.ofMinutes(9));
    RunLimits limits = RunLimits.builder().maxTokens(1_000).maxCostUsd(BigDecimal.ONE).build();

    Budget left = BudgetLedger.open(limits, used, CLOCK).left();

    assertThat(left)
        .isEqualTo(new Budget(1, 4, 100L, new BigDecimal("0.5"), Duration.ofMinutes(1)));
  }

  @Test
  void lateInItsTimeARunGetsOneLastCall() {
    BudgetUse used = new BudgetUse(1, 0, 0, BigDecimal.ZERO, Duration.ofSeconds(9));
    RunLimits limits = RunLimits.builder().timeout(Duration.ofSeconds(10)).build();

    assertThat(call(BudgetLedger.open(limits, used, CLOCK), 1).orElseThrow().spent())
        .isEqualTo(BudgetScope.TIME);
  }

  @Test
  void aShareIsNobodyElsesUntilItIsSettled() {
    BudgetLedger ledger = open(RunLimits.builder().maxSteps(10).maxTokens(10_000));
    Budget wanted = new Budget(100, 5, 6_000L, null, Duration.ofHours(1));

    BudgetShare share = ledger.share(wanted);

    assertThat(share.granted())
        .isEqualTo(new Budget(9, 5, 6_000L, null, RunLimits.defaults().timeout()));
    assertThat(ledger.left().tokens()).isEqualTo(4_000);
    assertThat(ledger.share(wanted).granted().tokens()).isEqualTo(4_000);
    share.settle(new BudgetUse(2, 1, 1_500, BigDecimal.ZERO, Duration.ZERO));
    share.close();
    assertThat(ledger.left().tokens()).isEqualTo(4_500);
    assertThat(ledger.left().steps()).isEqualTo(8);
  }

  @Test
  void reportsALimitOnceThenWhenItIsNearlyAndWhollyUsed() {
    BudgetLedger ledger = open(RunLimits.builder().maxTokens(1_000));

    assertThat(ledger.newReports()).containsExactly(new BudgetReported("tokens", "1000"));
    use(ledger, 790);
    assertThat(ledger.newReports()).isEmpty();
    use(ledger, 20);
    assertThat(ledger.newReports()).containsExactly(new BudgetReported("tokens", "190"));
    use(ledger, 300);
    assertThat(ledger.newReports()).containsExactly(new BudgetReported("tokens", "0"));
    assertThat(ledger.newReports()).isEmpty();
  }

  private static void use(BudgetLedger ledger, long tokens) {
    Budget nothing = new Budget(0, 0, 0L, BigDecimal.ZERO, Duration.ZERO);
    ledger.share(nothing).settle(new BudgetUse(0, 0, tokens, BigDecimal.ZERO, Duration.ZERO));
  }

  private static Optional<CallGrant> call(BudgetLedger ledger, long input) {
    return ledger.reserveCall(new CallEstimate(input, 64_000, PRICE, true));
  }

  private static BudgetLedger open(RunLimits.Builder limits) {
    return BudgetLedger.open(limits.build(), CLOCK);
  }
}
