package dev.coda.server.metrics;

import dev.coda.server.redis.Redis;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;

/** How Redis is, where there is one. Thread-safe. */
@Singleton
@Requires(beans = Redis.class)
final class RedisMeters implements ApplicationEventListener<ServerStartupEvent> {
  private final MeterRegistry registry;
  private final Redis redis;

  RedisMeters(MeterRegistry registry, Redis redis) {
    this.registry = registry;
    this.redis = redis;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    FunctionCounter.builder("coda.redis.failures", redis, Redis::failures)
        .description("Times that Redis failed or was found away")
        .register(registry);
    Gauge.builder("coda.redis.available", redis, each -> each.isAvailable() ? 1 : 0)
        .description("Whether Redis answers")
        .register(registry);
  }
}
