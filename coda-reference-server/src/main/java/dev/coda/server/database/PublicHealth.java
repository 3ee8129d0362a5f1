package dev.coda.server.database;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.endpoint.health.HealthLevelOfDetail;
import io.micronaut.management.health.aggregator.DefaultHealthAggregator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.runtime.ApplicationConfiguration;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Shows everybody why the database or Redis is out, and of the other indicators, which name
 * versions, addresses and threads, no more than what they add to the status. Thread-safe.
 */
@Singleton
@Replaces(DefaultHealthAggregator.class)
class PublicHealth extends DefaultHealthAggregator {
  static final String DATABASE = "database";
  private static final Set<String> SHOWN = Set.of(DATABASE, "redis");

  PublicHealth(ApplicationConfiguration application) {
    super(application);
  }

  @Override
  protected Object aggregateDetails(List<HealthResult> results) {
    return super.aggregateDetails(
        results.stream()
            .filter(result -> SHOWN.contains(result.getName()))
            .filter(result -> !HealthStatus.UP.equals(result.getStatus()))
            .toList());
  }

  @Override
  protected HealthResult buildResult(
      HealthStatus status, Object details, HealthLevelOfDetail detail) {
    return details instanceof Map<?, ?> map && map.isEmpty()
        ? super.buildResult(status, details, HealthLevelOfDetail.STATUS)
        : super.buildResult(status, details, detail);
  }
}
