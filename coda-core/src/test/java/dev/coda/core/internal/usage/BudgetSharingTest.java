package dev.coda.core.internal.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.RunLimits;
import dev.coda.api.budget.Budget;
import dev.coda.api.budget.BudgetShare;
import dev.coda.api.budget.BudgetUse;
import dev.coda.api.model.Price;
import dev.coda.api.model.Usage;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Many threads on one ledger: together they never use more than there is, and lose nothing. */
class BudgetSharingTest {
  private static final int THREADS = 4;
  private static final long TOKENS = 200_000;
  private static final BigDecimal MONEY = new BigDecimal("0.5");
  private static final int CALLS = 300;
  private static final Price PRICE = Price.of("1", "5");

  @Property(tries = 40)
  void nothingIsOverspentAndNoReservationIsLost(@ForAll long seed) throws Exception {
    RunLimits limits =
        RunLimits.builder()
            .maxSteps(1_000)
            .maxToolCalls(CALLS)
            .maxTokens(TOKENS)
            .maxCostUsd(MONEY)
            .build();
    BudgetLedger ledger = BudgetLedger.open(limits, Clock.systemUTC());
    AtomicBoolean overspent = new AtomicBoolean();

    long tokens = 0;
    BigDecimal money = BigDecimal.ZERO;
    int calls = 0;
    for (Spent spent : together(ledger, seed, overspent)) {
      tokens += spent.tokens;
      money = money.add(spent.money);
      calls += spent.calls;
    }

    assertThat(overspent).isFalse();
    assertThat(tokens).isLessThanOrEqualTo(TOKENS);
    assertThat(money).isLessThanOrEqualTo(MONEY);
    assertThat(calls).isLessThanOrEqualTo(CALLS);
    assertThat(ledger.left().tokens()).isEqualTo(TOKENS - tokens);
    assertThat(ledger.left().costUsd()).isEqualByComparingTo(MONEY.subtract(money));
    assertThat(ledger.left().toolCalls()).isEqualTo(CALLS - calls);
  }

  private static List<Spent> together(BudgetLedger ledger, long seed, AtomicBoolean overspent)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Spent>> work = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(seed + i);
        work.add(() -> spend(ledger, random, overspent));
      }
      List<Spent> all = new ArrayList<>();
      for (Future<Spent> one : threads.invokeAll(work)) {
        all.add(one.get());
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Spent spend(BudgetLedger ledger, Random random, AtomicBoolean overspent) {
    Spent spent = new Spent();
    for (int i = 0; i < 50; i++) {
      switch (random.nextInt(3)) {
        case 0 -> spent.call(ledger, random);
        case 1 -> spent.calls += ledger.takeToolCalls(random.nextInt(4));
        default -> spent.share(ledger, random);
      }
      if (Objects.requireNonNull(ledger.left().tokens()) < 0) {
        overspent.set(true);
      }
    }
    return spent;
  }

  private static final class Spent {
    private long tokens;
    private BigDecimal money = BigDecimal.ZERO;
    private int calls;

    void call(BudgetLedger ledger, Random random) {
      int input = random.nextInt(3_000);
      Optional<CallGrant> granted =
          ledger.reserveCall(new CallEstimate(input, 4_000, PRICE, random.nextBoolean()));
      if (granted.isEmpty()) {
        return;
      }
      try (CallGrant grant = granted.get()) {
        if (random.nextInt(5) > 0) {
          int most = Objects.requireNonNull(grant.maxOutput());
          Usage usage = Usage.of(input, random.nextInt(most + 1));
          BigDecimal cost = PRICE.cost(usage);
          grant.settle(usage, cost);
          tokens += usage.total();
          money = money.add(cost);
        }
      }
    }

    void share(BudgetLedger ledger, Random random) {
      Budget wanted = new Budget(3, 5, 5_000L, new BigDecimal("0.01"), Duration.ofMinutes(1));
      try (BudgetShare share = ledger.share(wanted)) {
        if (random.nextBoolean()) {
          long most = Objects.requireNonNull(share.granted().tokens());
          BigDecimal all = Objects.requireNonNull(share.granted().costUsd());
          int some = random.nextInt(share.granted().toolCalls() + 1);
          share.settle(new BudgetUse(1, some, most, all, Duration.ZERO));
          tokens += most;
          money = money.add(all);
          calls += some;
        }
      }
    }
  }
}
