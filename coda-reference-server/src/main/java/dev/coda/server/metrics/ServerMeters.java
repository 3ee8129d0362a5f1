package dev.coda.server.metrics;

import dev.coda.core.memory.SemanticMemory;
import dev.coda.core.routing.BreakerState;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.routing.TargetState;
import dev.coda.server.admission.ServerAdmission;
import dev.coda.server.run.RunStreams;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** What the server has under way, and how the things are that it needs. Thread-safe. */
@Singleton
final class ServerMeters implements ApplicationEventListener<ServerStartupEvent> {
  private final MeterRegistry registry;
  private final ServerAdmission admission;
  private final RunStreams streams;
  private final ModelRouter router;
  private final SemanticMemory memory;
  private final StoredRunCounts counts;
  private final MultiGauge breakers;
  private final MultiGauge runs;

  ServerMeters(
      MeterRegistry registry,
      ServerAdmission admission,
      RunStreams streams,
      ModelRouter router,
      SemanticMemory memory,
      StoredRunCounts counts) {
    this.registry = registry;
    this.admission = admission;
    this.streams = streams;
    this.router = router;
    this.memory = memory;
    this.counts = counts;
    this.breakers =
        MultiGauge.builder("coda.breaker.open")
            .description("Whether a model is left alone: 1 open, 0.5 being tried again, 0 closed")
            .register(registry);
    this.runs =
        MultiGauge.builder("coda.runs.stored")
            .description("Runs of all servers that have not ended")
            .register(registry);
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    gauge("coda.runs.active", "Active runs and tool calls", admission, ServerAdmission::open);
    gauge("coda.viewers", "Open event streams", streams, RunStreams::viewers);
    gauge(
        "coda.embedding.backlog",
        "Messages that wait to be embedded here",
        memory,
        each -> each.backlog().queued());
  }

  /** Brings up to date what is not a number that is always at hand. */
  void refresh() {
    breakers.register(router.states().stream().map(ServerMeters::row).toList(), true);
    runs.register(
        counts.byStatus().entrySet().stream()
            .map(each -> MultiGauge.Row.of(Tags.of("status", each.getKey()), each.getValue()))
            .toList(),
        true);
  }

  static MultiGauge.Row<Number> row(TargetState state) {
    return MultiGauge.Row.of(
        Tags.of("provider", state.model().provider(), "model", state.model().name()),
        openness(state.breaker()));
  }

  private static double openness(BreakerState state) {
    return switch (state) {
      case CLOSED -> 0;
      case HALF_OPEN -> 0.5;
      case OPEN -> 1;
    };
  }

  private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
    Gauge.builder(name, of, value).description(description).register(registry);
  }
}
