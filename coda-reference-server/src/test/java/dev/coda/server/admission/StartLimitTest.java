package dev.coda.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StartLimitTest {
  private static final Duration LONGEST_DELAY = Duration.ofMillis(250);
  private static final long QUICK = Duration.ofMillis(10).toNanos();
  private static final long SLOW = Duration.ofMillis(900).toNanos();

  private final AtomicLong nanos = new AtomicLong(-5_000);
  private final StartLimit limit = new StartLimit(LONGEST_DELAY, nanos::get);

  @Test
  void admitsAtMostItsLimitAtOnce() {
    List<StartLimit.Start> starts = fill();

    assertThat(starts).hasSize(StartLimit.FIRST);
    assertThat(limit.isFull()).isTrue();
    assertThat(limit.tryStart()).isNull();

    limit.abandoned();

    assertThat(limit.isFull()).isFalse();
    assertThat(limit.tryStart()).isNotNull();
  }

  @Test
  void admitsFewerWhileStartsAreSlow() {
    for (int round = 0; round < 20; round++) {
      List<StartLimit.Start> starts = fill();
      nanos.addAndGet(SLOW);
      starts.forEach(limit::begun);
    }

    assertThat(limit.limit()).isEqualTo(StartLimit.LOWEST);
  }

  @Test
  void takesTheSlowStartsOfOneBurstForOneSign() {
    List<StartLimit.Start> starts = fill();
    nanos.addAndGet(SLOW);

    starts.forEach(limit::begun);

    assertThat(limit.limit()).isEqualTo((int) (StartLimit.FIRST * 0.8));
  }

  @Test
  void admitsMoreWhileManyStartsAreQuick() {
    for (int round = 0; round < 20; round++) {
      List<StartLimit.Start> starts = fill();
      nanos.addAndGet(QUICK);
      starts.forEach(limit::begun);
    }

    assertThat(limit.limit()).isGreaterThan(2 * StartLimit.FIRST);
  }

  @Test
  void isNotRaisedByFewStarts() {
    for (int i = 0; i < 1000; i++) {
      StartLimit.Start start = Objects.requireNonNull(limit.tryStart());
      nanos.addAndGet(QUICK);
      limit.begun(start);
    }

    assertThat(limit.limit()).isEqualTo(StartLimit.FIRST);
  }

  /** A machine that completes one start each 15 ms, and is offered five times as many. */
  @Test
  void keepsTheMachineBusyAndTheDelayShortAtFiveTimesTheLoad() {
    Deque<StartLimit.Start> queue = new ArrayDeque<>();
    long served = 0;
    long longest = 0;
    long idle = 0;
    int rounds = 4000;
    for (int tick = 0; tick < rounds * 5; tick++) {
      nanos.addAndGet(Duration.ofMillis(3).toNanos());
      StartLimit.Start start = limit.tryStart();
      if (start != null) {
        queue.addLast(start);
      }
      if (tick % 5 == 4) {
        StartLimit.Start first = queue.pollFirst();
        if (first == null) {
          idle++;
        } else {
          served++;
          longest = tick < rounds ? 0 : Math.max(longest, nanos.get() - first.at());
          limit.begun(first);
        }
      }
    }

    assertThat(served).isGreaterThanOrEqualTo(rounds * 98 / 100);
    assertThat(idle).isLessThan(rounds / 50);
    assertThat(Duration.ofNanos(longest)).isLessThan(LONGEST_DELAY.multipliedBy(2));
  }

  private List<StartLimit.Start> fill() {
    List<StartLimit.Start> starts = new ArrayList<>();
    for (StartLimit.Start start = limit.tryStart(); start != null; start = limit.tryStart()) {
      starts.add(start);
    }
    return starts;
  }
}
