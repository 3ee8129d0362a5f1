package dev.coda.server.analytics;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an organization used. Immutable.
 *
 * @param items one for each day, model, provider or user that used anything
 * @param totals the same of all of them together, as the quota counts it
 * @param api the requests of the organization's users, apart from what they started
 * @param droppedEvents how many events of requests, tools and decisions this server could not keep
 */
@Introspected
public record UsageView(
    Instant from,
    Instant to,
    String groupBy,
    List<Item> items,
    Item totals,
    ApiView api,
    long droppedEvents) {
  /** Copies the list. */
  public UsageView {
    items = List.copyOf(items);
  }

  /**
   * What runs that ended used. Immutable.
   *
   * @param key the day, the model as {@code provider/name}, the provider or the user's id; null for
   *     all
   * @param name the e-mail address of a user; null for anything else
   * @param requests what the quota counts, which is each run
   * @param costUsd a decimal text in US dollars, as far as prices are known
   * @param errorRate the share of runs that failed, from 0 to 1
   * @param timeToFirstTokenMs half of the runs began to answer within this time; null if unknown
   */
  @Introspected
  public record Item(
      @Nullable String key,
      @Nullable String name,
      long requests,
      long runs,
      TokenSums tokens,
      String costUsd,
      double errorRate,
      Percentiles latencyMs,
      @Nullable Long timeToFirstTokenMs) {}

  /**
   * Tokens by kind. Immutable.
   *
   * @param total input and output, as the quota counts them
   */
  @Introspected
  public record TokenSums(
      long total, long input, long output, long cacheRead, long cacheWrite, long reasoning) {}

  /**
   * Requests over HTTP. Immutable.
   *
   * @param errorRate the share that the server failed to answer, from 0 to 1
   */
  @Introspected
  public record ApiView(long requests, double errorRate, Percentiles latencyMs) {}
}
