package dev.coda.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessorLoadTest {
  private long now;
  private double all;
  private int readings;
  private final MachineLoad load =
      new ProcessorLoad(
          () -> {
            readings++;
            return all;
          },
          () -> now,
          4);

  @Test
  void takesOffWhatEmbeddingItselfUses() {
    all = 0.75;
    load.embedded(Duration.ofMillis(500).toNanos());
    pass(Duration.ofSeconds(1));

    assertThat(load.ofOthers()).isCloseTo(0.625, within(1e-9));
    pass(Duration.ofSeconds(1));
    assertThat(load.ofOthers()).isEqualTo(0.75);
  }

  @Test
  void isReadFourTimesASecondAtMost() {
    all = 0.5;
    pass(Duration.ofMillis(250));
    load.ofOthers();
    all = 1;
    pass(Duration.ofMillis(249));

    assertThat(load.ofOthers()).isEqualTo(0.5);
    assertThat(readings).isEqualTo(1);
  }

  @Test
  void countsAsIdleWhereTheLoadIsUnknown() {
    all = Double.NaN;
    pass(Duration.ofSeconds(1));
    assertThat(load.ofOthers()).isZero();
    all = -1;
    pass(Duration.ofSeconds(1));
    assertThat(load.ofOthers()).isZero();
  }

  @Test
  void readsThisMachine() {
    assertThat(ProcessorLoad.ofThisMachine().ofOthers()).isBetween(0.0, 1.0);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
