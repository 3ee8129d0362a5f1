package dev.coda.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.time.TimerClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryVectorsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Embedder embedder = new Embedder("topics", TopicModel::new);
  private double others = 1;
  private final Pace pace = new Pace(() -> others, 0.8, () -> 0);

  @Test
  void aTurnGoesWithoutAVectorWhileTheMachineIsBusy() {
    try (QueryVectors queries = new QueryVectors(embedder, pace, TimerClock.system(), 1)) {
      embedder.prepare();
      pace.worked(LONG.toNanos());

      assertThat(queries.forTurn("dog", LONG)).isEmpty();
      others = 0.7;
      assertThat(queries.forTurn("dog", LONG)).isPresent();
    }
  }

  @Test
  void aVectorThatIsAtHandIsUsedOnABusyMachineToo() {
    try (QueryVectors queries = new QueryVectors(embedder, pace, TimerClock.system(), 1)) {
      embedder.embed(List.of("dog"));
      pace.worked(LONG.toNanos());

      assertThat(queries.forTurn("dog", Duration.ZERO)).isPresent();
    }
  }

  @Test
  void aPersonWhoSearchesGetsAVectorOnABusyMachineToo() {
    try (QueryVectors queries = new QueryVectors(embedder, pace, TimerClock.system(), 1)) {
      embedder.prepare();
      pace.worked(LONG.toNanos());

      assertThat(queries.within("dog", LONG)).isPresent();
    }
  }
}
