package dev.coda.server.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Buckets of this process, which fill within a minute. Thread-safe. */
final class LocalBuckets implements Buckets {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** One that owes tokens takes longer to be full, and is full when it is forgotten. */
  private static final Duration KEPT = Duration.ofMinutes(10);

  private static final int MOST_KEPT = 100_000;

  private final long capacity;
  private final TimeMeter time;
  private final Cache<UUID, Bucket> byUser =
      Caffeine.newBuilder().expireAfterAccess(KEPT).maximumSize(MOST_KEPT).build();

  /**
   * @param nanos the time, as of {@link System#nanoTime}
   */
  LocalBuckets(long capacity, LongSupplier nanos) {
    this.capacity = capacity;
    this.time = new Nanos(nanos);
  }

  @Override
  public Level take(UUID user) {
    Bucket bucket = bucket(user);
    return level(bucket, bucket.tryConsume(1));
  }

  @Override
  public void charge(UUID user, long amount) {
    if (amount > 0) {
      var _ = bucket(user).consumeIgnoringRateLimits(amount);
    }
  }

  @Override
  public Level level(UUID user) {
    return level(bucket(user), false);
  }

  private Level level(Bucket bucket, boolean taken) {
    long available = bucket.getAvailableTokens();
    return new Level(
        taken,
        capacity,
        Math.max(0, available),
        refill(capacity - available),
        refill(1 - available));
  }

  private Duration refill(long missing) {
    return missing <= 0
        ? Duration.ZERO
        : Duration.ofNanos((long) (MINUTE.toNanos() * (missing / (double) capacity)));
  }

  private Bucket bucket(UUID user) {
    return byUser.get(user, absent -> full());
  }

  private Bucket full() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, MINUTE))
        .withCustomTimePrecision(time)
        .build();
  }

  private record Nanos(LongSupplier nanos) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
