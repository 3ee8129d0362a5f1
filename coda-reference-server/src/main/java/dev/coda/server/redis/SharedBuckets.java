package dev.coda.server.redis;

import dev.coda.server.secret.Digests;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.api.StatefulRedisConnection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Token buckets that all servers of an installation share, as long as they reach their Redis. A
 * bucket that is full again is removed from Redis. Keys are stored as hashes, since they may
 * contain names of people. Thread-safe.
 */
@Singleton
public class SharedBuckets {
  private final @Nullable Redis redis;
  private volatile @Nullable Manager manager;

  SharedBuckets(@Nullable Redis redis) {
    this.redis = redis;
  }

  /** Returns the buckets of a server without Redis. */
  public static SharedBuckets none() {
    return new SharedBuckets(null);
  }

  private record Manager(
      StatefulRedisConnection<String, byte[]> connection, ProxyManager<String> buckets) {}

  /**
   * Uses a bucket, which is full if it is new.
   *
   * @param key identifies the bucket in the whole installation
   * @return the result; empty without Redis, or if Redis is unavailable
   */
  public <T> Optional<T> use(String key, BucketConfiguration limits, Function<Bucket, T> use) {
    return redis == null
        ? Optional.empty()
        : redis.ask(connection -> use.apply(bucket(connection, key, limits)));
  }

  private Bucket bucket(
      StatefulRedisConnection<String, byte[]> connection, String key, BucketConfiguration limits) {
    return buckets(connection).builder().build("coda:bucket:" + Digests.sha256(key), () -> limits);
  }

  private ProxyManager<String> buckets(StatefulRedisConnection<String, byte[]> connection) {
    Manager known = manager;
    if (known == null || !known.connection.equals(connection)) {
      known = new Manager(connection, create(connection));
      manager = known;
    }
    return known.buckets;
  }

  private static ProxyManager<String> create(StatefulRedisConnection<String, byte[]> connection) {
    return Bucket4jLettuce.casBasedBuilder(connection)
        .requestTimeout(Redis.PATIENCE)
        .expirationAfterWrite(
            ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(
                Duration.ofSeconds(10)))
        .build();
  }
}
