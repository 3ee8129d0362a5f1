package dev.coda.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.server.http.ProblemException;
import dev.coda.server.redis.SharedBuckets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeyedBucketsTest {
  private final KeyedBuckets buckets =
      new KeyedBuckets(SharedBuckets.none(), "test", 10, Duration.ofHours(1), "Too many.");

  @Test
  void givesEachKeyABucketOfItsOwn() {
    useUp("a");

    assertThatThrownBy(() -> buckets.take("a"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("Too many.");
    assertThatCode(() -> buckets.take("b")).doesNotThrowAnyException();
  }

  @Test
  void saysHowLongToWait() {
    useUp("a");

    assertThatThrownBy(() -> buckets.take("a"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused ->
                assertThat(refused.retryAfter().orElseThrow())
                    .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6)));
  }

  @Test
  void keepsAnEmptyBucketThroughAFloodOfOtherKeys() {
    useUp("victim");
    for (int i = 0; i < 4 * KeyedBuckets.REMEMBERED; i++) {
      buckets.take("flood " + i);
    }

    assertThatThrownBy(() -> buckets.take("victim")).isInstanceOf(ProblemException.class);
    assertThat(buckets.size()).isLessThanOrEqualTo(2 * KeyedBuckets.REMEMBERED);
  }

  private void useUp(String key) {
    for (int i = 0; i < 10; i++) {
      buckets.take(key);
    }
  }
}
