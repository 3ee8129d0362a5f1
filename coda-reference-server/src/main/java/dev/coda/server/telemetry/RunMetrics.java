package dev.coda.server.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shows the metrics that the SDK records with OpenTelemetry, which are counters and histograms, to
 * Prometheus, by its rules for names. Thread-safe.
 */
final class RunMetrics implements MetricReader, MultiCollector {
  private volatile CollectionRegistration metrics = CollectionRegistration.noop();

  @Override
  public void register(CollectionRegistration registration) {
    metrics = registration;
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType instrument) {
    return AggregationTemporality.CUMULATIVE;
  }

  @Override
  public MetricSnapshots collect() {
    List<MetricSnapshot> snapshots = new ArrayList<>();
    for (MetricData metric : metrics.collectAllMetrics()) {
      switch (metric.getType()) {
        case LONG_SUM, DOUBLE_SUM -> snapshots.add(counter(metric));
        case HISTOGRAM -> snapshots.add(histogram(metric));
        default -> {}
      }
    }
    return new MetricSnapshots(snapshots);
  }

  @Override
  public CompletableResultCode forceFlush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }

  private static MetricSnapshot counter(MetricData metric) {
    CounterSnapshot.Builder counter =
        CounterSnapshot.builder().name(name(metric)).help(metric.getDescription());
    if (metric.getType() == MetricDataType.LONG_SUM) {
      for (LongPointData point : metric.getLongSumData().getPoints()) {
        counter.dataPoint(count(point.getAttributes(), (double) point.getValue()));
      }
    } else {
      metric
          .getDoubleSumData()
          .getPoints()
          .forEach(point -> counter.dataPoint(count(point.getAttributes(), point.getValue())));
    }
    return counter.build();
  }

  private static CounterDataPointSnapshot count(Attributes attributes, double value) {
    return CounterDataPointSnapshot.builder().labels(labels(attributes)).value(value).build();
  }

  private static MetricSnapshot histogram(MetricData metric) {
    HistogramSnapshot.Builder histogram =
        HistogramSnapshot.builder().name(name(metric)).help(metric.getDescription());
    for (HistogramPointData point : metric.getHistogramData().getPoints()) {
      List<Double> bounds = new ArrayList<>(point.getBoundaries());
      bounds.add(Double.POSITIVE_INFINITY);
      histogram.dataPoint(
          HistogramDataPointSnapshot.builder()
              .labels(labels(point.getAttributes()))
              .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, point.getCounts()))
              .sum(point.getSum())
              .build());
    }
    return histogram.build();
  }

  /** Units stand at the end; those in braces only say what is counted. */
  private static String name(MetricData metric) {
    String name = PrometheusNaming.prometheusName(metric.getName().replace('.', '_'));
    return metric.getUnit().equals("s") ? name + "_seconds" : name;
  }

  private static Labels labels(Attributes attributes) {
    Map<String, String> labels = new TreeMap<>();
    attributes.forEach((key, value) ->
        labels.put(
            PrometheusNaming.prometheusName(
                PrometheusNaming.sanitizeLabelName(key.getKey()).replace('.', '_')),
            String.valueOf(value)));
    return Labels.of(
        labels.keySet().toArray(String[]::new), labels.values().toArray(String[]::new));
  }
}
