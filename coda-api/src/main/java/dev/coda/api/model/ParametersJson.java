package dev.coda.api.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the parameters of model calls as JSON, which a run keeps in its log. Settings
 * that only a class of langchain4j's own providers has are not written. Thread-safe.
 */
public final class ParametersJson {
  private static final String TEMPERATURE = "temperature";
  private static final String TOP_P = "top_p";
  private static final String TOP_K = "top_k";
  private static final String FREQUENCY = "frequency_penalty";
  private static final String PRESENCE = "presence_penalty";
  private static final String MAX_OUTPUT = "max_output_tokens";
  private static final String STOP = "stop";
  private static final String EFFORT = "reasoning_effort";
  private static final String OWN = "own";

  private ParametersJson() {}

  /**
   * {@return the parameters that are set, without tools, response format and model; null if there
   * are none}
   *
   * @param parameters the parameters
   */
  public static @Nullable JsonNode write(ChatRequestParameters parameters) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    put(json, TEMPERATURE, parameters.temperature());
    put(json, TOP_P, parameters.topP());
    put(json, TOP_K, parameters.topK());
    put(json, FREQUENCY, parameters.frequencyPenalty());
    put(json, PRESENCE, parameters.presencePenalty());
    put(json, MAX_OUTPUT, parameters.maxOutputTokens());
    List<String> stop = parameters.stopSequences();
    if (stop != null && !stop.isEmpty()) {
      ArrayNode sequences = json.putArray(STOP);
      stop.forEach(sequences::add);
    }
    if (parameters instanceof ModelParameters more) {
      more.reasoningEffort().ifPresent(effort -> json.put(EFFORT, effort));
      if (!more.ownSettings().isEmpty()) {
        ObjectNode own = json.putObject(OWN);
        more.ownSettings().forEach(own::set);
      }
    }
    return json.isEmpty() ? null : json;
  }

  /**
   * Reads the written parameters; unknown fields are ignored.
   *
   * @param json the JSON
   * @return the parameters
   */
  public static ModelParameters read(JsonNode json) {
    ModelParameters.Builder<?> parameters = ModelParameters.builder();
    parameters.temperature(decimal(json, TEMPERATURE));
    parameters.topP(decimal(json, TOP_P));
    parameters.topK(integer(json, TOP_K));
    parameters.frequencyPenalty(decimal(json, FREQUENCY));
    parameters.presencePenalty(decimal(json, PRESENCE));
    parameters.maxOutputTokens(integer(json, MAX_OUTPUT));
    if (json.path(STOP).isArray()) {
      List<String> stop = new ArrayList<>();
      json.path(STOP).forEach(sequence -> stop.add(sequence.asText()));
      parameters.stopSequences(stop);
    }
    if (json.path(EFFORT).isTextual()) {
      parameters.reasoningEffort(json.path(EFFORT).textValue());
    }
    json.path(OWN)
        .properties()
        .forEach(setting -> parameters.ownSetting(setting.getKey(), setting.getValue()));
    return parameters.build();
  }

  private static void put(ObjectNode json, String name, @Nullable Double value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static void put(ObjectNode json, String name, @Nullable Integer value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static @Nullable Double decimal(JsonNode json, String name) {
    return json.path(name).isNumber() ? json.path(name).doubleValue() : null;
  }

  private static @Nullable Integer integer(JsonNode json, String name) {
    return json.path(name).isNumber() ? json.path(name).intValue() : null;
  }
}
