package dev.coda.core.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.RunQueued;
import dev.coda.api.event.RunSettings;
import dev.coda.api.event.RunStarted;
import dev.coda.api.model.ModelParameters;
import dev.coda.api.model.ParametersJson;
import dev.coda.api.session.RunRecord;
import dev.coda.api.tool.ClientTool;
import dev.coda.api.tool.ToolPermission;
import dev.coda.core.internal.answer.AnswerSchema;
import dev.coda.core.internal.answer.AnswerSchemas;
import dev.coda.core.internal.loop.CallSettings;
import dev.coda.core.tools.CleanJson;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Maps a request's settings to those in the log, and both to the settings of the run's model calls.
 * Thread-safe.
 */
final class RunSettingsMapper {
  /** Practically unlimited, and no unit overflows. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final AgentOptions options;
  private final AnswerSchemas answers = new AnswerSchemas();

  RunSettingsMapper(AgentOptions options) {
    this.options = options;
  }

  /** Returns the parameters of a new run: the agent's, overridden by the request's. */
  ChatRequestParameters parameters(RunRequest request) {
    return ModelParameters.merged(options.parameters(), request.parameters());
  }

  /** Returns the parameters of a resumed run: the agent's, overridden by the log's. */
  ChatRequestParameters parameters(RunSettings settings) {
    JsonNode kept = settings.parameters();
    return kept == null
        ? options.parameters()
        : ModelParameters.merged(options.parameters(), ParametersJson.read(kept));
  }

  /**
   * Returns the settings of each model call of a run.
   *
   * @throws dev.coda.api.error.ConfigurationException if the schema of its answer cannot be used
   */
  CallSettings calls(RunSettings settings, ChatRequestParameters parameters) {
    JsonNode schema = settings.responseSchema();
    return CallSettings.of(parameters, schema == null ? null : answers.of(schema));
  }

  /**
   * Returns the settings of a request for the log; its limits can only tighten the agent's.
   *
   * @param reserved further limits
   * @throws dev.coda.api.error.ConfigurationException if the schema of its answer cannot be used
   */
  RunSettings of(RunRequest request, RunLimits reserved, ChatRequestParameters parameters) {
    JsonNode kept = ParametersJson.write(parameters);
    return of(
        limits(request).tightenedBy(reserved),
        request.tools().map(List::copyOf).orElse(null),
        request.toolPermissions().isEmpty() ? null : request.toolPermissions(),
        request.responseSchema().map(answers::of).map(AnswerSchema::schema).orElse(null),
        kept == null ? null : CleanJson.given(kept),
        request.clientTools().isEmpty() ? null : request.clientTools());
  }

  /** Returns the request of a waiting run as the log stores it. */
  RunQueued.Request asked(RunRequest request) {
    return new RunQueued.Request(
        request.parentId().orElse(null),
        request.content().isEmpty() ? null : request.content(),
        of(request, RunLimits.defaults(), parameters(request)),
        request.editOf().orElse(null));
  }

  /** Returns the request of a waiting run, read from the log. */
  RunRequest request(RunRecord run, RunQueued.Request asked) {
    RunSettings kept = asked.settings();
    return RunRequest.builder(run.sessionId())
        .userId(run.userId())
        .parentId(asked.parentId())
        .editOf(asked.editOf())
        .content(asked.content() == null ? List.of() : asked.content())
        .model(run.model())
        .tools(kept.tools() == null ? null : Set.copyOf(kept.tools()))
        .toolPermissions(kept.toolPermissions() == null ? Map.of() : kept.toolPermissions())
        .limits(limits(kept))
        .parameters(parameters(kept))
        .answerAs(kept.responseSchema())
        .clientTools(kept.clientTools() == null ? List.of() : kept.clientTools())
        .idempotencyKey(run.idempotencyKey())
        .build();
  }

  /** Returns the settings of a run with this first event; the agent's if it has none. */
  RunSettings of(RunStarted opening) {
    return Objects.requireNonNullElseGet(
        opening.settings(), () -> of(options.limits(), null, null, null, null, null));
  }

  /** Returns the agent's limits, tightened by those of a request. */
  RunLimits limits(RunRequest request) {
    return request.limits().map(options.limits()::tightenedBy).orElse(options.limits());
  }

  private RunSettings of(
      RunLimits limits,
      @Nullable List<String> tools,
      @Nullable Map<String, ToolPermission> toolPermissions,
      @Nullable JsonNode responseSchema,
      @Nullable JsonNode parameters,
      @Nullable List<ClientTool> clientTools) {
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
        parameters,
        clientTools,
        options.name());
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
