package dev.coda.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunMetricsTest {
  private static final int USERS = 1_000;
  private static final int MOST_SERIES = 400;

  private final RunMetrics page = new RunMetrics();
  private final SdkMeterProvider provider =
      TelemetryFactory.measured(SdkMeterProvider.builder(), page).build();
  private final Meter meter = provider.get("test");

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void usersBeyondTheFirstHundredsShareASeries() {
    LongCounter tokens = meter.counterBuilder("coda.user.tokens").setUnit("{token}").build();
    for (int i = 0; i < USERS; i++) {
      tokens.add(1, Attributes.of(AttributeKey.stringKey("user.id"), "user-" + i));
    }

    CounterSnapshot counter = (CounterSnapshot) page.collect().get(0);

    assertThat(counter.getMetadata().getPrometheusName()).isEqualTo("coda_user_tokens");
    assertThat(counter.getDataPoints()).hasSizeLessThanOrEqualTo(MOST_SERIES);
    assertThat(counter.getDataPoints().stream().mapToDouble(CounterDataPointSnapshot::getValue))
        .contains(1.0);
    assertThat(
            counter.getDataPoints().stream().mapToDouble(CounterDataPointSnapshot::getValue).sum())
        .isEqualTo(USERS);
  }

  @Test
  void secondsAreInTheNameOfAHistogramWithItsBuckets() {
    meter
        .histogramBuilder("gen_ai.execute_tool.duration")
        .setUnit("s")
        .setExplicitBucketBoundariesAdvice(List.of(0.1, 1.0))
        .build()
        .record(0.5, Attributes.of(AttributeKey.stringKey("gen_ai.tool.name"), "a \"b\""));

    HistogramSnapshot histogram = (HistogramSnapshot) page.collect().get(0);

    assertThat(histogram.getMetadata().getPrometheusName())
        .isEqualTo("gen_ai_execute_tool_duration_seconds");
    var point = histogram.getDataPoints().getFirst();
    assertThat(point.getLabels().get("gen_ai_tool_name")).isEqualTo("a \"b\"");
    assertThat(point.getSum()).isEqualTo(0.5);
    assertThat(point.getClassicBuckets().getUpperBound(2)).isInfinite();
    assertThat(point.getClassicBuckets().getCount(1)).isEqualTo(1);
  }
}
