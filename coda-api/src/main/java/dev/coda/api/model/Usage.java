package dev.coda.api.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.langchain4j.model.output.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * Counts the tokens of one or more model calls. Immutable.
 *
 * @param input tokens sent, those served from a cache included
 * @param output tokens received, reasoning included
 * @param cacheRead the part of input that was served from the provider's cache
 * @param cacheWrite the part of input that was written to the provider's cache
 * @param reasoning the part of output that the model spent on thinking
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Usage(
    long input,
    long output,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long cacheRead,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long cacheWrite,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long reasoning) {

  /** No tokens at all. */
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0);

  /** Validates the components. */
  public Usage {
    if (input < 0 || output < 0 || cacheRead < 0 || cacheWrite < 0 || reasoning < 0) {
      throw new IllegalArgumentException("token counts cannot be negative");
    }
  }

  /**
   * Counts plain input and output.
   *
   * @param input input tokens
   * @param output output tokens
   * @return the usage
   */
  public static Usage of(long input, long output) {
    return new Usage(input, output, 0, 0, 0);
  }

  /**
   * Reads langchain4j's usage, with the detail that Coda's own providers add; null is none.
   *
   * @param usage the tokens that it took
   * @return the usage
   */
  public static Usage from(@Nullable TokenUsage usage) {
    if (usage == null) {
      return NONE;
    }
    if (usage instanceof DetailedTokenUsage detailed) {
      return detailed.usage();
    }
    return of(orZero(usage.inputTokenCount()), orZero(usage.outputTokenCount()));
  }

  /**
   * Adds another count.
   *
   * @param other the usage to add
   * @return the sum
   */
  public Usage plus(Usage other) {
    return new Usage(
        input + other.input,
        output + other.output,
        cacheRead + other.cacheRead,
        cacheWrite + other.cacheWrite,
        reasoning + other.reasoning);
  }

  /** {@return input and output together} */
  public long total() {
    return input + output;
  }

  private static long orZero(@Nullable Integer count) {
    return count == null ? 0 : count;
  }
}
