package dev.coda.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Reads the usage of a stream, which is reported at its start and, counting up, until its end. Some
 * gateways know the input only at the end, and report zero for unknown counts: a later count
 * replaces an earlier one unless it is zero. Confined to one thread at a time.
 */
final class UsageDecoder {
  private boolean reported;
  private long input;
  private long cacheRead;
  private long cacheWrite;
  private long output;
  private long thinking;

  void accept(JsonNode report) {
    if (!report.isObject() || report.isEmpty()) {
      return;
    }
    reported = true;
    input = later(input, report.path("input_tokens"));
    cacheRead = later(cacheRead, report.path("cache_read_input_tokens"));
    cacheWrite = later(cacheWrite, report.path("cache_creation_input_tokens"));
    output = later(output, report.path("output_tokens"));
    thinking = later(thinking, report.path("output_tokens_details").path("thinking_tokens"));
  }

  /** Returns the usage, the cached parts of the input included; null if it was not reported. */
  @Nullable Usage usage() {
    return reported
        ? new Usage(
            input + cacheRead + cacheWrite,
            Math.max(output, thinking),
            cacheRead,
            cacheWrite,
            thinking)
        : null;
  }

  private static long later(long before, JsonNode count) {
    long now = Math.min(count.asLong(0), Integer.MAX_VALUE / 4);
    return now > 0 ? now : before;
  }
}
