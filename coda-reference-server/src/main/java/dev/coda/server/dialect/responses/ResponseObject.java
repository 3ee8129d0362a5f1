package dev.coda.server.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunSettings;
import dev.coda.api.event.RunStarted;
import dev.coda.api.model.ModelParameters;
import dev.coda.api.model.ParametersJson;
import dev.coda.api.model.Usage;
import dev.coda.api.tool.ClientTool;
import dev.coda.server.dialect.RunLog;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Writes the object that represents a run in this protocol. */
final class ResponseObject {
  private ResponseObject() {}

  /**
   * Writes the object.
   *
   * @param ended when the run ended; null while it is active
   */
  static ObjectNode of(
      RunLog log,
      ResponseFacts facts,
      String status,
      Collection<ObjectNode> output,
      @Nullable Instant ended) {
    ObjectNode response =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", log.first().runId().toString())
            .put("object", "response")
            .put("created_at", log.first().ts().getEpochSecond());
    response.put(
        "completed_at",
        status.equals("completed") && ended != null ? ended.getEpochSecond() : null);
    response.put("status", status).put("background", facts.background());
    end(response, log.end().orElse(null), status);
    response.put("instructions", facts.instructions()).put("model", log.model());
    ArrayNode items = response.putArray("output");
    output.forEach(item -> items.add(item.deepCopy()));
    response.put("previous_response_id", facts.previousResponseId());
    settings(response, log.opening().map(RunStarted::settings).orElse(null));
    response
        .put("parallel_tool_calls", true)
        .put("service_tier", "default")
        .put("store", facts.store())
        .put("tool_choice", "auto")
        .put("top_logprobs", 0)
        .put("truncation", "disabled")
        .putNull("max_tool_calls")
        .putNull("prompt_cache_key")
        .putNull("safety_identifier")
        .putNull("user");
    response.set("metadata", facts.metadata().deepCopy());
    return response;
  }

  private static void end(ObjectNode response, @Nullable RunFinished end, String status) {
    response.putNull("error").putNull("incomplete_details").putNull("usage");
    if (end == null) {
      return;
    }
    if (end.error() != null) {
      response
          .putObject("error")
          .put("code", end.error().code())
          .put("message", end.error().message());
    }
    if (status.equals("incomplete")) {
      response.putObject("incomplete_details").put("reason", incompleteReason(end));
    }
    response.set("usage", usage(end.usage()));
  }

  private static String incompleteReason(RunFinished end) {
    return switch (end.reason()) {
      case "length", "budget_exhausted" -> "max_output_tokens";
      default -> end.reason();
    };
  }

  private static ObjectNode usage(Usage usage) {
    ObjectNode tokens = JsonNodeFactory.instance.objectNode().put("input_tokens", usage.input());
    tokens.putObject("input_tokens_details").put("cached_tokens", usage.cacheRead());
    tokens.put("output_tokens", usage.output());
    tokens.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoning());
    return tokens.put("total_tokens", usage.total());
  }

  private static void settings(ObjectNode response, @Nullable RunSettings settings) {
    JsonNode kept = settings == null ? null : settings.parameters();
    ModelParameters parameters =
        kept == null ? ModelParameters.builder().build() : ParametersJson.read(kept);
    response
        .put("max_output_tokens", parameters.maxOutputTokens())
        .put("temperature", or(parameters.temperature(), 1))
        .put("top_p", or(parameters.topP(), 1))
        .put("frequency_penalty", or(parameters.frequencyPenalty(), 0))
        .put("presence_penalty", or(parameters.presencePenalty(), 0));
    response
        .putObject("reasoning")
        .put("effort", parameters.reasoningEffort().orElse(null))
        .putNull("summary");
    ObjectNode format = response.putObject("text").putObject("format");
    if (settings == null || settings.responseSchema() == null) {
      format.put("type", "text");
    } else {
      format.put("type", "json_schema").put("name", "answer").putNull("description");
      format.put("strict", true).set("schema", settings.responseSchema());
    }
    ArrayNode tools = response.putArray("tools");
    if (settings != null && settings.clientTools() != null) {
      settings.clientTools().forEach(tool -> tools.add(tool(tool)));
    }
  }

  private static ObjectNode tool(ClientTool tool) {
    ObjectNode function =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "function")
            .put("name", tool.name())
            .put("description", tool.description())
            .put("strict", false);
    function.set("parameters", tool.inputSchema());
    return function;
  }

  private static double or(@Nullable Double given, double otherwise) {
    return given == null ? otherwise : given;
  }
}
