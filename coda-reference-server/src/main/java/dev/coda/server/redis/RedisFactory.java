package dev.coda.server.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Uses the Redis of {@code REDIS_URL}, if that is set. Thread-safe. */
@Factory
final class RedisFactory {
  private static final int MOST_UNANSWERED = 10_000;

  @Singleton
  @Bean(preDestroy = "close")
  @Requires(property = "redis.url", pattern = ".*\\S.*")
  Redis redis(RedisClient client, @Property(name = "redis.url") String url) {
    // What is lost is opened again by a thread that knows how long others may wait.
    client.setOptions(
        ClientOptions.builder().autoReconnect(false).requestQueueSize(MOST_UNANSWERED).build());
    return new Redis(client, RedisURI.create(url.strip()));
  }
}
