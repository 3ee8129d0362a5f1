package dev.coda.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/**
 * One token bucket for each key. A bucket that nobody has used for the window is full again and is
 * forgotten. Buckets are bounded in number, in two groups: those that are half empty have a group
 * of their own, so that a flood of new keys does not reset the bucket of a key that keeps failing.
 * Thread-safe.
 */
final class KeyedBuckets {
  static final int REMEMBERED = 50_000;

  private final int capacity;
  private final Duration window;
  private final String refusal;
  private final Cache<String, Bucket> buckets;
  private final Cache<String, Bucket> low;

  /**
   * Creates buckets.
   *
   * @param capacity the tokens of a full bucket
   * @param window how long an empty bucket takes to fill
   * @param refusal what the problem says when a bucket is empty
   */
  KeyedBuckets(int capacity, Duration window, String refusal) {
    this.capacity = capacity;
    this.window = window;
    this.refusal = refusal;
    this.buckets = remembered(window);
    this.low = remembered(window);
  }

  /**
   * Takes a token and returns the bucket, to which it can be given back.
   *
   * @throws ProblemException {@code rate_limited}, with the time to wait, if there is none
   */
  Bucket take(String key) {
    Bucket bucket = low.getIfPresent(key);
    if (bucket == null) {
      bucket = buckets.get(key, absent -> full());
    }
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (probe.getRemainingTokens() <= capacity / 2) {
      low.put(key, bucket);
    }
    if (!probe.isConsumed()) {
      throw ProblemException.retryLater(
          ErrorCode.RATE_LIMITED, refusal, Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
    return bucket;
  }

  /** Returns how many buckets there are. */
  long size() {
    buckets.cleanUp();
    low.cleanUp();
    return buckets.estimatedSize() + low.estimatedSize();
  }

  private Bucket full() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, window))
        .build();
  }

  private static Cache<String, Bucket> remembered(Duration window) {
    return Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterAccess(window).build();
  }
}
