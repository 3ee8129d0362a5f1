package dev.coda.server.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalBucketsTest {
  private static final UUID ADA = new UUID(0, 1);
  private static final UUID BOB = new UUID(0, 2);

  private final AtomicLong nanos = new AtomicLong();
  private final Buckets buckets = new LocalBuckets(60, nanos::get);

  @Test
  void hasATokenEachSecondWhereAMinuteHasSixty() {
    for (int left = 59; left >= 0; left--) {
      Buckets.Level level = buckets.take(ADA);
      assertThat(level.taken()).isTrue();
      assertThat(level.left()).isEqualTo(left);
    }
    Buckets.Level empty = buckets.take(ADA);
    assertThat(empty.taken()).isFalse();
    assertThat(empty.untilNext()).isEqualTo(Duration.ofSeconds(1));
    assertThat(empty.untilFull()).isEqualTo(Duration.ofMinutes(1));
    assertThat(buckets.take(BOB).taken()).isTrue();

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThat(buckets.take(ADA).taken()).isTrue();
    assertThat(buckets.take(ADA).taken()).isFalse();
  }

  @Test
  void owesWhatWasUsedAboveItsCapacity() {
    buckets.charge(ADA, 90);

    Buckets.Level level = buckets.level(ADA);
    assertThat(level.left()).isZero();
    assertThat(level.untilNext()).isEqualTo(Duration.ofSeconds(31));

    nanos.addAndGet(Duration.ofSeconds(31).toNanos());
    assertThat(buckets.take(ADA).taken()).isTrue();
  }
}
