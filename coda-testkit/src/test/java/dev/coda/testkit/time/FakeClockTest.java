package dev.coda.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
}
