package dev.coda.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.redis.SharedBuckets;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;

/**
 * One token bucket for each key. A bucket that nobody has used for the window is full again and is
 * removed. All servers share the buckets as long as they reach their Redis; otherwise each server
 * has its own buckets. The number of these is limited, in two groups: buckets that are at least
 * half empty have a separate group, so that many new keys do not reset the bucket of a key that
 * fails again and again. Thread-safe.
 */
public final class KeyedBuckets {
  static final int REMEMBERED = 50_000;

  private final SharedBuckets shared;
  private final String name;
  private final int capacity;
  private final Duration window;
  private final BucketConfiguration limits;
  private final String refusal;
  private final Cache<String, Bucket> buckets;
  private final Cache<String, Bucket> low;

  /**
   * Creates buckets.
   *
   * @param shared the buckets of all servers, if there are any
   * @param name distinguishes these buckets from others in Redis
   * @param capacity the tokens of a full bucket
   * @param window how long an empty bucket takes to fill
   * @param refusal the message when a bucket is empty
   */
  public KeyedBuckets(
      SharedBuckets shared, String name, int capacity, Duration window, String refusal) {
    this.shared = shared;
    this.name = name;
    this.capacity = capacity;
    this.window = window;
    this.limits =
        BucketConfiguration.builder()
            .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, window))
            .build();
    this.refusal = refusal;
    this.buckets = remembered(window);
    this.low = remembered(window);
  }

  /**
   * Takes a token, which can be returned.
   *
   * @throws ProblemException {@code rate_limited}, with the time to wait, if there is none
   */
  public Charge take(String key) {
    String sharedKey = name + " " + key;
    Optional<ConsumptionProbe> probe =
        shared.use(sharedKey, limits, bucket -> bucket.tryConsumeAndReturnRemaining(1));
    if (probe.isEmpty()) {
      return takeHere(key);
    }
    requireTaken(probe.get());
    return () -> shared.use(sharedKey, limits, KeyedBuckets::giveBack);
  }

  private Charge takeHere(String key) {
    Bucket known = low.getIfPresent(key);
    Bucket bucket = known == null ? buckets.get(key, absent -> full()) : known;
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (probe.getRemainingTokens() <= capacity / 2) {
      low.put(key, bucket);
    }
    requireTaken(probe);
    return () -> giveBack(bucket);
  }

  private void requireTaken(ConsumptionProbe probe) {
    if (!probe.isConsumed()) {
      throw ProblemException.retryLater(
          ErrorCode.RATE_LIMITED, refusal, Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  private static boolean giveBack(Bucket bucket) {
    bucket.addTokens(1);
    return true;
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
