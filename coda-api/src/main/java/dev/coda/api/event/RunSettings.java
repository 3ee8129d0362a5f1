package dev.coda.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.ClientTool;
import dev.coda.api.tool.ToolPermission;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a run's request, stored with the run so that another process can continue it.
 * Keys of providers are never among them. Immutable.
 *
 * @param maxSteps model calls
 * @param maxToolCalls tool calls of the whole run
 * @param maxTokens tokens of all model calls; null for no limit
 * @param maxCostUsd US dollars; null for no limit
 * @param timeoutMs milliseconds of work; waiting for people does not count
 * @param tools the names of the tools that are offered; null for all
 * @param toolPermissions the stricter permissions of the request, by tool; null for none
 * @param repeatLimit the number of times that a model may request the same call; null for the
 *     default
 * @param responseSchema the JSON Schema that the answer must match; null for free text
 * @param parameters the parameters of each model call, those of the agent included, as {@link
 *     dev.coda.api.model.ParametersJson} writes them; null for none
 * @param clientTools the tools that the client calls itself; null for none
 * @param agent the name of the agent that started the run; only that agent resumes it. Null if any
 *     may
 */
public record RunSettings(
    int maxSteps,
    int maxToolCalls,
    @Nullable Long maxTokens,
    @Nullable BigDecimal maxCostUsd,
    long timeoutMs,
    @Nullable List<String> tools,
    @Nullable Map<String, ToolPermission> toolPermissions,
    @Nullable Integer repeatLimit,
    @Nullable JsonNode responseSchema,
    @Nullable JsonNode parameters,
    @Nullable List<ClientTool> clientTools,
    @Nullable String agent) {

  /** Copies the collections. */
  public RunSettings {
    tools = tools == null ? null : tools.stream().sorted().toList();
    clientTools = clientTools == null ? null : List.copyOf(clientTools);
    toolPermissions =
        toolPermissions == null
            ? null
            : Collections.unmodifiableMap(new TreeMap<>(toolPermissions));
  }
}
