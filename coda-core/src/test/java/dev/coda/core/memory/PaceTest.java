package dev.coda.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private long now = Long.MAX_VALUE - 10;
  private double others;
  private final Pace pace = new Pace(() -> others, 0.5, () -> now);

  @Test
  void neverRestsWhileTheMachineIsIdle() {
    others = 0.4;
    pace.worked(100);

    assertThat(pace.rest()).isZero();
  }

  @Test
  void restsForTwentyTimesAsLongAsItWorkedWhileTheMachineIsBusy() {
    others = 0.5;
    assertThat(pace.rest()).isZero();
    pace.worked(100);

    assertThat(pace.rest()).isEqualTo(2_000);
    now += 1_999;
    assertThat(pace.rest()).isEqualTo(1);
    now++;
    assertThat(pace.rest()).isZero();
  }

  @Test
  void endsItsRestWhenTheMachineBecomesIdle() {
    others = 1;
    pace.worked(100);
    others = 0;

    assertThat(pace.rest()).isZero();
  }

  @Test
  void restsForHalfAMinuteAtMost() {
    others = 1;
    pace.worked(Duration.ofMinutes(1).toNanos());

    assertThat(pace.rest()).isEqualTo(Duration.ofSeconds(30).toNanos());
  }
}
