package dev.coda.server.analytics;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of a duration in milliseconds; null if nothing was measured. Immutable.
 *
 * @param p50 half of the measured durations are at most this long
 * @param p95 95 of 100 durations are at most this long
 * @param p99 99 of 100 durations are at most this long
 */
public record Percentiles(@Nullable Long p50, @Nullable Long p95, @Nullable Long p99) {

  /** Returns the columns of an aggregate over a value. */
  static String columns(String value) {
    return "percentile_cont(0.5) WITHIN GROUP (ORDER BY %s)::bigint AS p50,".formatted(value)
        + " percentile_cont(0.95) WITHIN GROUP (ORDER BY %s)::bigint AS p95,".formatted(value)
        + " percentile_cont(0.99) WITHIN GROUP (ORDER BY %s)::bigint AS p99".formatted(value);
  }

  static Percentiles of(Readable row) {
    return new Percentiles(
        row.get("p50", Long.class), row.get("p95", Long.class), row.get("p99", Long.class));
  }
}
