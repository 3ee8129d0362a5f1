package dev.coda.providers.google;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Reads usage, which several chunks report. The last report counts: the input is only estimated at
 * first, and may be less. Confined to one thread at a time.
 */
final class UsageCounts {
  private boolean reported;
  private long prompt;
  private long toolPrompt;
  private long cached;
  private long candidates;
  private long thoughts;
  private long total;

  void accept(JsonNode report) {
    if (!report.isObject() || report.isEmpty()) {
      return;
    }
    reported = true;
    prompt = later(prompt, report.path("promptTokenCount"));
    toolPrompt = later(toolPrompt, report.path("toolUsePromptTokenCount"));
    cached = later(cached, report.path("cachedContentTokenCount"));
    candidates = later(candidates, report.path("candidatesTokenCount"));
    thoughts = later(thoughts, report.path("thoughtsTokenCount"));
    total = later(total, report.path("totalTokenCount"));
  }

  /** Returns the usage; null if the host did not report it. */
  @Nullable Usage usage() {
    if (!reported) {
      return null;
    }
    long input = prompt + toolPrompt;
    // Google counts thoughts separately; the total shows whether a host includes them in the rest.
    boolean within = total == input + candidates && candidates >= thoughts;
    return new Usage(input, within ? candidates : candidates + thoughts, cached, 0, thoughts);
  }

  /** Reports leave out unknown counts. */
  private static long later(long before, JsonNode count) {
    long now = Math.min(count.asLong(0), Integer.MAX_VALUE / 2);
    return now > 0 ? now : before;
  }
}
