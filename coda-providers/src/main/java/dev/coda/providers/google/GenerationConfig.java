package dev.coda.providers.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.model.SchemaTree;
import dev.coda.providers.internal.wire.DroppedSettings;
import dev.coda.providers.internal.wire.PortableSchema;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes limits, sampling, the format of the answer and the request for thoughts. */
final class GenerationConfig {
  /**
   * The thinking budget of each effort in tokens, as Google defines it.
   *
   * @see <a href="https://ai.google.dev/gemini-api/docs/openai#thinking">Thinking</a>
   */
  private static final Map<String, Integer> BUDGETS =
      Map.of("none", 0, "minimal", 1_024, "low", 1_024, "medium", 8_192, "high", 24_576);

  private final String provider;
  private final ObjectNode config = JsonNodeFactory.instance.objectNode();

  private GenerationConfig(String provider) {
    this.provider = provider;
  }

  static ObjectNode of(String provider, ChatRequest request, ModelTraits traits) {
    GenerationConfig writer = new GenerationConfig(provider);
    writer.sampling(request, traits.takesSampling());
    writer.limits(request);
    writer.format(request.responseFormat());
    writer.thinking(GoogleParameters.from(request.parameters()), traits);
    return writer.config;
  }

  private void sampling(ChatRequest request, boolean takesSampling) {
    knob("temperature", request.temperature(), takesSampling);
    knob("topP", request.topP(), takesSampling);
    knob("topK", request.topK(), takesSampling);
    knob("frequencyPenalty", request.frequencyPenalty(), takesSampling);
    knob("presencePenalty", request.presencePenalty(), takesSampling);
  }

  private void knob(String name, @Nullable Number value, boolean known) {
    if (value == null) {
      return;
    }
    if (known) {
      config.putPOJO(name, value);
    } else {
      DroppedSettings.warnOnce(provider, name);
    }
  }

  private void limits(ChatRequest request) {
    if (request.maxOutputTokens() != null) {
      config.put("maxOutputTokens", request.maxOutputTokens());
    }
    if (request.stopSequences() != null && !request.stopSequences().isEmpty()) {
      ArrayNode stop = config.putArray("stopSequences");
      request.stopSequences().forEach(stop::add);
    }
  }

  private void format(@Nullable ResponseFormat format) {
    if (format == null || format.type() != ResponseFormatType.JSON) {
      return;
    }
    config.put("responseMimeType", "application/json");
    if (format.jsonSchema() != null) {
      JsonNode schema = SchemaTree.of(format.jsonSchema().rootElement());
      config.set("responseJsonSchema", PortableSchema.ofAnswer(schema, ToolWriter.RULES));
    }
  }

  private void thinking(GoogleParameters own, ModelTraits traits) {
    ObjectNode thinking = JsonNodeFactory.instance.objectNode();
    if (traits.thinks()) {
      thinking.put("includeThoughts", true);
    }
    if (own.thinkingBudget() != null) {
      thinking.put("thinkingBudget", own.thinkingBudget());
    }
    if (own.thinkingLevel() != null) {
      thinking.put("thinkingLevel", own.thinkingLevel());
    }
    if (own.thinkingBudget() == null && own.thinkingLevel() == null) {
      own.reasoningEffort().ifPresent(effort -> effort(thinking, effort, traits));
    }
    if (!thinking.isEmpty()) {
      config.set("thinkingConfig", thinking);
    }
  }

  /** Gemini 3 has levels, Gemini 2.5 has a budget of tokens, and others do not think. */
  private void effort(ObjectNode thinking, String effort, ModelTraits traits) {
    if (!traits.thinks()) {
      DroppedSettings.warnOnce(provider, "reasoning_effort");
    } else if (traits.takesLevels()) {
      thinking.put("thinkingLevel", effort.equals("none") ? "minimal" : effort);
    } else {
      Integer tokens = BUDGETS.get(effort);
      if (tokens == null) {
        DroppedSettings.warnOnce(provider, "reasoning_effort");
      } else {
        thinking.put("thinkingBudget", tokens);
      }
    }
  }
}
