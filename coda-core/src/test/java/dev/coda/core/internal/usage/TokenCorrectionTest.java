package dev.coda.core.internal.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokenCorrectionTest {
  private final TokenCorrection correction = new TokenCorrection();

  @Test
  void comesNearToWhatIsReported() {
    for (int call = 0; call < 20; call++) {
      correction.learn(correction.apply(400), 600);
    }

    assertThat(correction.apply(400)).isBetween(595, 605);
  }

  @Test
  void oneReportThatIsFarOffChangesLittle() {
    correction.learn(400, 1_000_000);

    assertThat(correction.apply(400)).isLessThan(700);
  }

  @Test
  void staysWithinBounds() {
    for (int call = 0; call < 100; call++) {
      correction.learn(correction.apply(400), 1_000_000);
    }
    assertThat(correction.apply(400)).isBetween(990, 1_000);

    for (int call = 0; call < 100; call++) {
      correction.learn(correction.apply(400), 1);
    }
    assertThat(correction.apply(400)).isBetween(200, 210);
  }

  @Test
  void learnsNothingFromShortPromptsAndMissingReports() {
    correction.learn(10, 100);
    correction.learn(400, 0);

    assertThat(correction.apply(400)).isEqualTo(400);
  }

  @Test
  void countsALongTextOnceAndCorrectsItEachTime() {
    AtomicInteger counts = new AtomicInteger();
    var counter =
        new CorrectedTokenCounter(
            text -> {
              counts.incrementAndGet();
              return text.length();
            },
            correction);
    String text = "x".repeat(1_000);

    assertThat(counter.count(text)).isEqualTo(1_000);
    correction.learn(1_000, 2_000);
    assertThat(counter.count(text)).isEqualTo(1_300);
    assertThat(counts).hasValue(1);
  }
}
