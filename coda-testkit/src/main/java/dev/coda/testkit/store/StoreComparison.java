package dev.coda.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.error.StoreException;
import dev.coda.api.session.Stores;
import dev.coda.testkit.time.FakeClock;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the same random operations on two stores and expects the same results, failures included. A
 * seed always leads to the same operations. A failure names its seed, and {@code -Dcoda.seed}
 * repeats it; without this setting, each run of the tests has a new seed. Confined to one thread at
 * a time.
 */
public abstract class StoreComparison {
  private static final int OPERATIONS = 400;
  private static final int TRIES = 12;

  /** For a class that has the stores to test. */
  public StoreComparison() {}

  /**
   * {@return the store that is assumed to be correct, without data, with this clock}
   *
   * @param clock the time
   */
  protected abstract Stores expected(Clock clock);

  /**
   * {@return the store to compare, without data, with this clock}
   *
   * @param clock the time
   */
  protected abstract Stores actual(Clock clock);

  static LongStream seeds() {
    Long chosen = Long.getLong("coda.seed");
    return chosen == null ? new Random().longs(TRIES) : LongStream.of(chosen);
  }

  @ParameterizedTest(name = "-Dcoda.seed={0}")
  @MethodSource("seeds")
  void answersLikeTheOther(long seed) {
    FakeClock clock = FakeClock.at(Samples.NOON);
    Stores expected = expected(clock);
    Stores actual = actual(clock);
    RandomOperations operations = new RandomOperations(seed);
    for (int i = 1; i <= OPERATIONS; i++) {
      clock.advance(Duration.ofSeconds(1));
      RandomOperations.Operation operation = operations.next();
      Object wanted = answer(operation.on(), expected);
      assertThat(answer(operation.on(), actual))
          .as("seed %d, operation %d: %s", seed, i, operation.name())
          .isEqualTo(wanted);
      operations.learn(wanted);
    }
  }

  /** Failures are results too: their kind matters, not their text. */
  private static Object answer(Function<Stores, Object> operation, Stores stores) {
    try {
      return operation.apply(stores);
    } catch (StoreException e) {
      return e.kind();
    } catch (IllegalArgumentException e) {
      return e.getClass();
    }
  }
}
