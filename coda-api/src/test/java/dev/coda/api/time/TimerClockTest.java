package dev.coda.api.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TimerClockTest {
  private final TimerClock clock = TimerClock.system();

  @Test
  void aTaskThatBlocksHoldsUpNoOtherTimer() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch ran = new CountDownLatch(1);
    clock.schedule(
        () -> {
          blocked.countDown();
          awaitQuietly(goOn);
        },
        0);
    blocked.await();

    clock.schedule(ran::countDown, 1);

    ran.await();
    goOn.countDown();
  }

  @Test
  void aTimerThatIsClosedDoesNotRun() throws Exception {
    AtomicBoolean ran = new AtomicBoolean();
    TimerClock.Timer timer = clock.schedule(() -> ran.set(true), TimeUnit.HOURS.toNanos(1));
    timer.close();
    timer.close();

    assertThat(ran).isFalse();
  }

  @Test
  void aSignalEndsASleep() throws Exception {
    CancelSignal signal = CancelSignal.create();
    signal.cancel(CancelReason.REQUESTED);

    assertThat(clock.sleep(Duration.ofHours(1), signal)).isFalse();
    assertThat(clock.sleep(Duration.ofNanos(1), CancelSignal.create())).isTrue();
  }

  @Test
  void anyOtherClockDatesAndWaitsInRealTime() throws Exception {
    Clock fixed = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    TimerClock dated = TimerClock.of(fixed);

    dated.sleep(Duration.ofNanos(1));

    assertThat(dated.instant()).isEqualTo(Instant.EPOCH);
    assertThat(TimerClock.of(dated)).isSameAs(dated);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
