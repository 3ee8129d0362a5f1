package dev.coda.server.analytics;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The usage of an organization. Immutable.
 *
 * @param items one for each day, model, provider or user with any usage; the 50 items with the
 *     highest usage have their days, unless the items are days
 * @param totals the totals of all items, as the quota counts them
 * @param api the HTTP requests of the organization's users
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
   * The usage of runs that have ended. Immutable.
   *
   * @param key the day, the model as {@code provider/name}, the provider or the user's id; null for
   *     all
   * @param name the e-mail address of a user; null for anything else
   * @param requests the number of runs, which the quota counts
   * @param costUsd a decimal text in US dollars, as far as prices are known
   * @param errorRate the share of runs that failed, from 0 to 1
   * @param timeToFirstTokenMs the median time to the first token; null if unknown
   * @param days the days with any usage, in order; null if they were not requested
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
      @Nullable Long timeToFirstTokenMs,
      @Nullable List<Day> days) {
    Item on(@Nullable List<Day> these) {
      return new Item(
          key,
          name,
          requests,
          runs,
          tokens,
          costUsd,
          errorRate,
          latencyMs,
          timeToFirstTokenMs,
          these);
    }
  }

  /**
   * The usage of a day in UTC. Immutable.
   *
   * @param tokens input and output, as the quota counts them
   * @param costUsd a decimal text in US dollars, as far as prices are known
   */
  @Introspected
  public record Day(String day, long runs, long tokens, String costUsd) {}

  /**
   * The tokens of each kind. Immutable.
   *
   * @param total input and output, as the quota counts them
   */
  @Introspected
  public record TokenSums(
      long total, long input, long output, long cacheRead, long cacheWrite, long reasoning) {}

  /**
   * The requests over HTTP. Immutable.
   *
   * @param errorRate the share of requests that the server failed to answer, from 0 to 1
   */
  @Introspected
  public record ApiView(long requests, double errorRate, Percentiles latencyMs) {}
}
