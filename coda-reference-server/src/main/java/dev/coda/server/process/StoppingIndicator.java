package dev.coda.server.process;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Readiness ends as soon as the server was asked to stop; liveness does not. Thread-safe. */
@Singleton
@Readiness
final class StoppingIndicator implements HealthIndicator {
  private final Stopping stopping;

  StoppingIndicator(Stopping stopping) {
    this.stopping = stopping;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Mono.fromSupplier(() ->
        HealthResult.builder("shutdown")
            .status(stopping.isBegun() ? HealthStatus.DOWN : HealthStatus.UP)
            .build());
  }
}
