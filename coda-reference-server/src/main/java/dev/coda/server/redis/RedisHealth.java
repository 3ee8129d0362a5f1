package dev.coda.server.redis;

import io.micronaut.context.annotation.Requires;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Reports that Redis is unavailable, which does not keep the server from serving. Thread-safe. */
@Singleton
@Readiness
@Requires(beans = Redis.class)
final class RedisHealth implements HealthIndicator {
  /** What goes without Redis, goes. */
  private static final HealthStatus DEGRADED =
      new HealthStatus("DEGRADED", "The server works without Redis.", true, 500);

  private final Redis redis;

  RedisHealth(Redis redis) {
    this.redis = redis;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Mono.fromSupplier(this::result);
  }

  private HealthResult result() {
    return redis.isAvailable()
        ? HealthResult.builder("redis", HealthStatus.UP).build()
        : HealthResult.builder("redis", DEGRADED)
            .details(Map.of("reason", "Redis does not answer; each server works for itself."))
            .build();
  }
}
