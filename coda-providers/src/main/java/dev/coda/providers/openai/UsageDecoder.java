package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the usage of a stream, in any chunk and any number of times. Hosts that report it more than
 * once count up, so of several reports the largest figures hold. Confined to one thread at a time.
 */
final class UsageDecoder {
  /** The hosts' names of the part of the input that was read from their cache. */
  private static final List<String> CACHED =
      List.of(
          "cached_tokens",
          "prompt_cache_hit_tokens",
          "num_cached_tokens",
          "cache_read_tokens",
          "cache_read_input_tokens");

  /** The hosts' names of the part of the input that was written to their cache. */
  private static final List<String> WRITTEN =
      List.of(
          "cache_write_tokens",
          "cache_write_input_tokens",
          "cache_creation_tokens",
          "cache_creation_input_tokens",
          "cached_creation_tokens");

  private @Nullable Usage usage;

  void accept(JsonNode report) {
    if (!report.isObject() || report.isEmpty()) {
      return;
    }
    JsonNode ofInput = either(report, "prompt_tokens_details", "input_tokens_details");
    JsonNode ofOutput = either(report, "completion_tokens_details", "output_tokens_details");
    long input = count(either(report, "prompt_tokens", "input_tokens"));
    long output = count(either(report, "completion_tokens", "output_tokens"));
    long reasoning = count(ofOutput.path("reasoning_tokens"));
    if (count(report.path("total_tokens")) == input + output + reasoning) {
      // Some hosts leave thinking out of the output, but not out of the total.
      output += reasoning;
    }
    long cacheRead = most(CACHED, report, ofInput);
    long cacheWrite = most(WRITTEN, report, ofInput);
    Usage now = new Usage(input, output, cacheRead, cacheWrite, reasoning);
    usage = usage == null ? now : largest(usage, now);
  }

  /** Returns the usage; null if the host did not report it. */
  @Nullable Usage usage() {
    return usage;
  }

  private static Usage largest(Usage a, Usage b) {
    return new Usage(
        Math.max(a.input(), b.input()),
        Math.max(a.output(), b.output()),
        Math.max(a.cacheRead(), b.cacheRead()),
        Math.max(a.cacheWrite(), b.cacheWrite()),
        Math.max(a.reasoning(), b.reasoning()));
  }

  private static long most(List<String> names, JsonNode report, JsonNode details) {
    return names.stream()
        .mapToLong(name -> Math.max(count(report.path(name)), count(details.path(name))))
        .max()
        .orElse(0);
  }

  /** Chat completions and responses have different names for the same. */
  private static JsonNode either(JsonNode report, String one, String other) {
    return report.has(one) ? report.path(one) : report.path(other);
  }

  private static long count(JsonNode node) {
    return Math.min(Math.max(node.asLong(0), 0), Integer.MAX_VALUE / 2);
  }
}
