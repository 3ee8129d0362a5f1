package dev.coda.benchmarks;

import java.util.Locale;

/** Describes what a figure counts, and how it is written. Immutable. */
enum Measure {
  TIME(1_000, "ns", "µs", "ms"),
  BYTES(1_024, "B", "KiB", "MiB"),
  COUNT(1_000, "", "thousand", "million");

  private final int step;
  private final String small;
  private final String medium;
  private final String large;

  Measure(int step, String small, String medium, String large) {
    this.step = step;
    this.small = small;
    this.medium = medium;
    this.large = large;
  }

  String show(double value) {
    double size = Math.abs(value);
    if (size < step) {
      return show(value, small);
    }
    return size < step * step ? show(value / step, medium) : show(value / step / step, large);
  }

  String show(Series series) {
    return series.rounds().size() == 1
        ? show(series.median())
        : "%s (%s – %s)".formatted(show(series.median()), show(series.min()), show(series.max()));
  }

  private static String show(double value, String unit) {
    if (Double.isInfinite(value)) {
      return "failed";
    }
    double size = Math.abs(value);
    String number = size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, number, value) + (unit.isEmpty() ? "" : " " + unit);
  }
}
