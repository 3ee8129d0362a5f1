package dev.coda.core.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.RunSettings;
import dev.coda.api.model.ParametersJson;
import dev.coda.api.tool.ToolPermission;
import dev.coda.core.tools.CleanJson;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Translates what a request asks for into what the log keeps of it, and back. */
final class KeptSettings {
  /** As good as for ever, and far from overflowing any unit. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private KeptSettings() {}

  /**
   * Keeps a request's settings; its limits can only tighten the agent's.
   *
   * @param responseSchema the request's schema in a form that every store takes
   * @param parameters of the model, the agent's and the request's
   */
  static RunSettings of(
      RunRequest request,
      RunLimits agentLimits,
      @Nullable JsonNode responseSchema,
      ChatRequestParameters parameters) {
    JsonNode kept = ParametersJson.write(parameters);
    return of(
        limits(request, agentLimits),
        request.tools().map(List::copyOf).orElse(null),
        request.toolPermissions().isEmpty() ? null : request.toolPermissions(),
        responseSchema,
        kept == null ? null : CleanJson.given(kept));
  }

  /** Returns the agent's limits, tightened by those of a request. */
  static RunLimits limits(RunRequest request, RunLimits agentLimits) {
    return request.limits().map(agentLimits::tightenedBy).orElse(agentLimits);
  }

  /** Keeps limits alone. */
  static RunSettings of(RunLimits limits) {
    return of(limits, null, null, null, null);
  }

  private static RunSettings of(
      RunLimits limits,
      @Nullable List<String> tools,
      @Nullable Map<String, ToolPermission> toolPermissions,
      @Nullable JsonNode responseSchema,
      @Nullable JsonNode parameters) {
    return new RunSettings(
        limits.maxSteps(),
        limits.maxToolCalls(),
        limits.maxTokens().isEmpty() ? null : limits.maxTokens().getAsLong(),
        limits.maxCostUsd().orElse(null),
        timeout(limits).toMillis(),
        tools,
        toolPermissions,
        limits.repeatLimit(),
        responseSchema,
        parameters);
  }

  /** Returns the wall time in whole milliseconds, which every unit can hold. */
  static Duration timeout(RunLimits limits) {
    return limits.timeout().compareTo(LONGEST) > 0
        ? LONGEST
        : Duration.ofMillis(Math.max(1, limits.timeout().toMillis()));
  }

  static RunLimits limits(RunSettings settings) {
    RunLimits.Builder limits =
        RunLimits.builder()
            .maxSteps(settings.maxSteps())
            .maxToolCalls(settings.maxToolCalls())
            .timeout(Duration.ofMillis(settings.timeoutMs()));
    if (settings.repeatLimit() != null) {
      limits.repeatLimit(settings.repeatLimit());
    }
    if (settings.maxTokens() != null) {
      limits.maxTokens(settings.maxTokens());
    }
    if (settings.maxCostUsd() != null) {
      limits.maxCostUsd(settings.maxCostUsd());
    }
    return limits.build();
  }
}
