package dev.coda.providers.google;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Reads usage, which chunks report over and over, counting up: of several reports the largest
 * figures hold. Confined to one thread at a time.
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
    prompt = Math.max(prompt, count(report.path("promptTokenCount")));
    toolPrompt = Math.max(toolPrompt, count(report.path("toolUsePromptTokenCount")));
    cached = Math.max(cached, count(report.path("cachedContentTokenCount")));
    candidates = Math.max(candidates, count(report.path("candidatesTokenCount")));
    thoughts = Math.max(thoughts, count(report.path("thoughtsTokenCount")));
    total = Math.max(total, count(report.path("totalTokenCount")));
  }

  /** Returns what was used; null if the host did not say. */
  @Nullable Usage usage() {
    if (!reported) {
      return null;
    }
    long input = prompt + toolPrompt;
    // Google counts thoughts apart; the total shows when a host counts them among the rest.
    boolean within = total == input + candidates && candidates >= thoughts;
    return new Usage(input, within ? candidates : candidates + thoughts, cached, 0, thoughts);
  }

  private static long count(JsonNode node) {
    return Math.min(Math.max(node.asLong(0), 0), Integer.MAX_VALUE / 2);
  }
}
