package dev.coda.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FakeClockTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  @Test
  void standsStillUntilItIsMoved() {
    FakeClock clock = FakeClock.at(NOON);

    clock.advance(Duration.ofSeconds(90));

    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(90));
    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void goesWithRealTimeAheadOfIt() {
    FakeClock clock = FakeClock.ticking();

    clock.advance(Duration.ofHours(1));

    assertThat(clock.instant()).isAfter(Instant.now().plus(Duration.ofMinutes(59)));
  }

  @Test
  void letsThingsHappenInTheOrderOfTheirTimes() {
    FakeClock clock = FakeClock.at(NOON);
    List<String> happened = new ArrayList<>();
    clock.after(Duration.ofSeconds(20), () -> happened.add("b at " + clock.instant()));
    clock.after(
        Duration.ofSeconds(10),
        () -> {
          happened.add("a at " + clock.instant());
          clock.after(Duration.ofSeconds(15), () -> happened.add("c"));
        });
    clock.after(Duration.ofSeconds(60), () -> happened.add("later"));

    clock.advance(Duration.ofSeconds(30));

    assertThat(happened)
        .containsExactly("a at " + NOON.plusSeconds(10), "b at " + NOON.plusSeconds(20), "c");
    assertThat(clock.waiting()).isEqualTo(1);
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(30));
  }

  @Test
  void runsTimersWhoseTimeHasComeAndNoneThatIsClosed() {
    FakeClock clock = FakeClock.at(NOON);
    List<String> ran = new ArrayList<>();
    clock.schedule(() -> ran.add("due"), Duration.ofSeconds(10).toNanos());
    clock.schedule(() -> ran.add("closed"), Duration.ofSeconds(10).toNanos()).close();
    clock.schedule(() -> ran.add("later"), Duration.ofSeconds(11).toNanos());

    clock.advance(Duration.ofSeconds(10));

    assertThat(ran).containsExactly("due");
  }

  @Test
  void endsAWaitWhenItIsMovedThere() throws Exception {
    FakeClock clock = FakeClock.at(NOON);
    CompletableFuture<String> never = new CompletableFuture<>();
    CompletableFuture<Boolean> slept =
        CompletableFuture.supplyAsync(() -> timesOut(clock, never, Duration.ofHours(1)));

    clock.advanceUntil(slept::isDone, Duration.ofMinutes(10));

    assertThat(slept.join()).isTrue();
    assertThat(clock.instant()).isAfterOrEqualTo(NOON.plus(Duration.ofHours(1)));
  }

  @Test
  void countsWhatPassedBeforeTheWait() {
    FakeClock clock = FakeClock.at(NOON);
    long deadline = clock.nanoTime() + Duration.ofMinutes(1).toNanos();

    clock.advance(Duration.ofMinutes(1));

    assertThatThrownBy(() -> clock.getUntil(new CompletableFuture<String>(), deadline))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void returnsWhatIsThereThoughTheTimeIsOver() throws Exception {
    FakeClock clock = FakeClock.at(NOON);

    assertThat(clock.getUntil(CompletableFuture.completedFuture("there"), clock.nanoTime()))
        .isEqualTo("there");
  }

  private static boolean timesOut(FakeClock clock, Future<String> future, Duration time) {
    try {
      clock.getUntil(future, clock.nanoTime() + time.toNanos());
      return false;
    } catch (TimeoutException e) {
      return true;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
