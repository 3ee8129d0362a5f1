package dev.coda.server.analytics;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The use of an organization's tools. Immutable. */
@Introspected
public record ToolUsageView(Instant from, Instant to, List<Item> items) {
  /** Copies the list. */
  public ToolUsageView {
    items = List.copyOf(items);
  }

  /**
   * The use of one tool. Immutable.
   *
   * @param successRate the share of calls that succeeded, from 0 to 1
   * @param score the mean evaluation, from 0 to 1; null if no call was scored
   * @param lastError the latest error, shortened; null if there was none
   */
  @Introspected
  public record Item(
      String toolName,
      long calls,
      double successRate,
      Percentiles latencyMs,
      @Nullable Double score,
      @Nullable String lastError,
      @Nullable Instant lastErrorAt) {}
}
