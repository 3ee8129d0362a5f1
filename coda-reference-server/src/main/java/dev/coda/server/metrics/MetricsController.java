package dev.coda.server.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;

/** Shows all metrics as text. Thread-safe. */
@Hidden
@Controller("/prometheus")
@Secured(SecurityRule.IS_ANONYMOUS)
class MetricsController {
  private final PrometheusMeterRegistry registry;
  private final MetricsAccess access;
  private final ServerMeters meters;

  MetricsController(PrometheusMeterRegistry registry, MetricsAccess access, ServerMeters meters) {
    this.registry = registry;
    this.access = access;
    this.meters = meters;
  }

  @Get(produces = MediaType.TEXT_PLAIN)
  String show(HttpRequest<?> request) {
    access.check(request);
    meters.refresh();
    return registry.scrape();
  }
}
