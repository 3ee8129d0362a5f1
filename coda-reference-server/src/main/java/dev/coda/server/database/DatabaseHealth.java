package dev.coda.server.database;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Reports an outage of the database that the server itself knows of. Thread-safe. */
@Singleton
@Readiness
final class DatabaseHealth implements HealthIndicator {
  private final Database database;

  DatabaseHealth(Database database) {
    this.database = database;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Mono.fromSupplier(this::result);
  }

  private HealthResult result() {
    String outage = database.outage();
    return outage == null
        ? HealthResult.builder(PublicHealth.DATABASE, HealthStatus.UP).build()
        : HealthResult.builder(PublicHealth.DATABASE, HealthStatus.DOWN)
            .details(Map.of("reason", outage))
            .build();
  }
}
