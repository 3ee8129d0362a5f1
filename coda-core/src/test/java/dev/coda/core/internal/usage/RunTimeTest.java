package dev.coda.core.internal.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.budget.BudgetUse;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RunTimeTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05.678901234Z"), ZoneOffset.UTC);

  @Property
  void countsTheSameAsDurations(@ForAll long seed) {
    Random random = new Random(seed);
    Duration limit = duration(random, random.nextBoolean() ? 100 : 30_000_000_000_000L);
    Duration last = limit.multipliedBy(90).dividedBy(100);
    Duration used =
        switch (random.nextInt(4)) {
          case 0 -> last;
          case 1 -> last.minusNanos(last.isZero() ? 0 : 1);
          case 2 -> limit;
          default -> duration(random, limit.toSeconds() + 2);
        };

    RunTime time = time(limit, used);

    assertThat(time.isNearlyUsed()).isEqualTo(used.compareTo(last) >= 0);
    assertThat(time.left()).isEqualTo(limit.minus(used));
    assertThat(time.leftMillis()).isEqualTo(Math.max(0, limit.minus(used).toMillis()));
  }

  @Test
  void countsLimitsLongerThanNanosecondsCan() {
    RunTime time = time(Duration.ofDays(365_000), Duration.ofDays(328_500));

    assertThat(time.isNearlyUsed()).isTrue();
    assertThat(time.leftMillis()).isEqualTo(Duration.ofDays(36_500).toMillis());
  }

  private static RunTime time(Duration limit, Duration used) {
    return RunTime.start(limit, new BudgetUse(0, 0, 0, BigDecimal.ZERO, used), CLOCK);
  }

  private static Duration duration(Random random, long seconds) {
    return Duration.ofSeconds(random.nextLong(seconds), random.nextInt(1_000_000_000));
  }
}
