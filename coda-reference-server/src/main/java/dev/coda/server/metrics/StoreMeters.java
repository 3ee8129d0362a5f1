package dev.coda.server.metrics;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import dev.coda.store.postgres.PostgresStores;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;

/** How busy the connections of the stores are. Thread-safe. */
@Singleton
final class StoreMeters implements ApplicationEventListener<ServerStartupEvent> {
  private final MeterRegistry registry;
  private final HikariDataSource pool;
  private final PostgresStores stores;

  StoreMeters(MeterRegistry registry, HikariDataSource pool, PostgresStores stores) {
    this.registry = registry;
    this.pool = pool;
    this.stores = stores;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
    Gauge.builder("coda.store.waiting", stores, PostgresStores::waiting)
        .description("Store operations that wait for a connection")
        .register(registry);
  }
}
