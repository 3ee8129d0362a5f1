package dev.coda.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.SchemaInstruction;
import dev.coda.api.model.SchemaTree;
import dev.coda.providers.catalogue.CatalogueEntry;
import dev.coda.providers.internal.wire.DroppedSettings;
import dev.coda.providers.internal.wire.WireJson;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes requests. Content that the protocol does not support fails with an exception; an
 * unsupported tuning parameter is left out.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/messages/create">Create a message</a>
 */
final class MessagesEncoder {
  private static final int USUAL_MAX_TOKENS = 4096;

  /** The smallest thinking budget that Anthropic takes. */
  private static final int LEAST_BUDGET = 1024;

  private final String provider;
  private final CatalogueEntry model;
  private final ConversationWriter conversation;

  MessagesEncoder(String provider, CatalogueEntry model) {
    this.provider = provider;
    this.model = model;
    this.conversation = new ConversationWriter(provider);
  }

  byte[] encode(ChatRequest asked) {
    ChatRequest request = takesSchema(asked) ? asked : SchemaInstruction.in(asked);
    AnthropicParameters own = AnthropicParameters.from(request.parameters());
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("model", modelName(request));
    body.put("max_tokens", maxTokens(request, own));
    conversation.write(body, request.messages(), ToolsWriter.names(request));
    ToolsWriter.write(body, request, own);
    if (own.promptCaching()) {
      PromptCache.mark(body, own.promptCacheTtl().orElse(null));
    }
    writeThinking(body, own);
    writeOutput(body, request.responseFormat(), own);
    List<String> stop = request.stopSequences();
    if (stop != null && !stop.isEmpty()) {
      ArrayNode sequences = body.putArray("stop_sequences");
      stop.forEach(sequences::add);
    }
    writeSampling(body, request, body.has("thinking"));
    body.put("stream", true);
    own.extra().forEach(body::set);
    return WireJson.bytes(body);
  }

  private static boolean takesSchema(ChatRequest request) {
    return !SchemaInstruction.asksForSchema(request)
        || OutputSchema.accepts(SchemaTree.of(request.responseFormat().jsonSchema().rootElement()));
  }

  private String modelName(ChatRequest request) {
    if (request.modelName() == null) {
      throw ProviderException.of(
              FailureKind.INVALID_REQUEST,
              provider,
              "The request to " + provider + " names no model.")
          .build();
    }
    return request.modelName();
  }

  /** The protocol requires a limit; the model's own maximum does not shorten any answer. */
  private int maxTokens(ChatRequest request, AnthropicParameters own) {
    if (request.maxOutputTokens() != null) {
      return request.maxOutputTokens();
    }
    Integer most = model.info().maxOutput();
    return most == null ? Math.max(own.thinkingBudget().orElse(0), 0) + USUAL_MAX_TOKENS : most;
  }

  /** The models that fix their sampling are those that measure their thinking themselves. */
  private void writeThinking(ObjectNode body, AnthropicParameters own) {
    if (own.thinkingBudget().isEmpty()) {
      return;
    }
    if (!model.takesSampling()) {
      body.putObject("thinking").put("type", "adaptive").put("display", "summarized");
      return;
    }
    int budget = Math.min(own.thinkingBudget().get(), body.path("max_tokens").intValue() - 1);
    String choice = body.path("tool_choice").path("type").asText();
    if (budget < LEAST_BUDGET || choice.equals("any") || choice.equals("tool")) {
      DroppedSettings.warnOnce(provider, "thinking_budget");
    } else if (!continuesWithoutThinking(body.path("messages"))) {
      body.putObject("thinking").put("type", "enabled").put("budget_tokens", budget);
    }
  }

  /**
   * Returns whether a model would continue from the result of calls without thinking, or with
   * another model's thinking. Anthropic accepts no thinking in the middle of such a turn.
   */
  private static boolean continuesWithoutThinking(JsonNode messages) {
    boolean afterResult =
        messages
            .path(messages.size() - 1)
            .path("content")
            .valueStream()
            .anyMatch(block -> block.path("type").asText().equals("tool_result"));
    String first = messages.path(messages.size() - 2).path("content").path(0).path("type").asText();
    return afterResult && !first.endsWith("thinking");
  }

  private void writeOutput(
      ObjectNode body, @Nullable ResponseFormat format, AnthropicParameters own) {
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    own.effort().ifPresent(effort -> output.put("effort", effort));
    if (format != null && format.type() == ResponseFormatType.JSON) {
      if (format.jsonSchema() == null) {
        throw MessagesFormat.unsupported(provider, "a wish for JSON without a schema");
      }
      JsonNode schema = OutputSchema.of(SchemaTree.of(format.jsonSchema().rootElement()));
      output.putObject("format").put("type", "json_schema").set("schema", schema);
    }
    if (!output.isEmpty()) {
      body.set("output_config", output);
    }
  }

  private void writeSampling(ObjectNode body, ChatRequest request, boolean thinks) {
    boolean known = model.takesSampling() && !thinks;
    writeKnob(body, "temperature", request.temperature(), known);
    // Current models take one of the two.
    writeKnob(body, "top_p", request.topP(), known && request.temperature() == null);
    writeKnob(body, "top_k", request.topK(), known);
    writeKnob(body, "frequency_penalty", request.frequencyPenalty(), false);
    writeKnob(body, "presence_penalty", request.presencePenalty(), false);
  }

  private void writeKnob(ObjectNode body, String name, @Nullable Number value, boolean known) {
    if (value == null) {
      return;
    }
    if (known) {
      body.putPOJO(name, value);
    } else {
      DroppedSettings.warnOnce(provider, name);
    }
  }
}
