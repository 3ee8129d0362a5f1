package dev.coda.core.internal.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.JsonSize;
import dev.coda.api.error.ConfigurationException;
import dev.coda.core.internal.context.PromptSize;
import dev.coda.core.tools.CleanJson;
import dev.coda.core.tools.InputProblem;
import dev.coda.core.tools.SchemaCheck;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.util.List;

/**
 * The schema that a run's answer must match. Providers accept only schemas of objects, so any other
 * schema is sent as the property {@code value} of an object. Immutable.
 */
public final class AnswerSchema {
  private static final String VALUE = "value";
  private static final int LONGEST = 256 * 1024;
  private static final List<String> DEFINITIONS = List.of("$defs", "definitions");

  private final JsonNode schema;
  private final JsonNode sent;
  private final SchemaCheck check;
  private final ResponseFormat format;
  private volatile long tokens;

  private AnswerSchema(JsonNode schema, JsonNode sent, SchemaCheck check) {
    this.schema = schema;
    this.sent = sent;
    this.check = check;
    this.format =
        ResponseFormat.builder()
            .type(ResponseFormatType.JSON)
            .jsonSchema(
                JsonSchema.builder()
                    .name("answer")
                    .rootElement(JsonRawSchema.from(sent.toString()))
                    .build())
            .build();
  }

  /**
   * Compiles a schema.
   *
   * @throws ConfigurationException if it is not a JSON Schema, is too long, or cannot be stored
   */
  public static AnswerSchema of(JsonNode schema) {
    if (!schema.isObject()) {
      throw refusal("it is not a JSON object");
    }
    String problem = CleanJson.problem(schema);
    if (problem != null) {
      throw refusal(problem);
    }
    if (JsonSize.of(schema) > LONGEST) {
      throw refusal("it is longer than %d bytes".formatted(LONGEST));
    }
    JsonNode clean = CleanJson.clean(schema);
    JsonNode sent = isWrapped(clean) ? wrapped(clean) : clean;
    try {
      return new AnswerSchema(clean, sent, SchemaCheck.of(sent));
    } catch (RuntimeException e) {
      throw new ConfigurationException(
          "The schema of the answer cannot be used: " + e.getMessage(), e);
    }
  }

  /** Returns the requested schema, in a form that every store can store. */
  public JsonNode schema() {
    return schema;
  }

  /** Returns the response format for requests to a model. */
  public ResponseFormat format() {
    return format;
  }

  /** Returns how many tokens the schema takes in a request. */
  public long tokens(PromptSize size) {
    if (tokens == 0) {
      tokens = size.of(sent.toString());
    }
    return tokens;
  }

  /** Checks the text of a model. */
  public CheckedAnswer check(String text) {
    JsonNode json = AnswerText.json(text).orElse(null);
    if (json == null) {
      return invalid(new InputProblem("/", "the answer is not one JSON value and nothing else"));
    }
    String problem = CleanJson.problem(json);
    if (problem != null) {
      return invalid(new InputProblem("/", problem));
    }
    OptionalNulls.remove(json, sent);
    List<InputProblem> problems = check.problems(json);
    return problems.isEmpty()
        ? new CheckedAnswer(unwrapped(json, schema), problems)
        : new CheckedAnswer(null, problems);
  }

  /**
   * Returns the JSON of an answer that was checked before.
   *
   * @throws IllegalArgumentException if it is not JSON
   */
  public static JsonNode read(String text, JsonNode schema) {
    JsonNode json =
        AnswerText.json(text)
            .orElseThrow(() -> new IllegalArgumentException("The answer is not one JSON value."));
    OptionalNulls.remove(json, isWrapped(schema) ? wrapped(schema) : schema);
    return unwrapped(json, schema);
  }

  private static JsonNode unwrapped(JsonNode json, JsonNode schema) {
    return isWrapped(schema) ? json.path(VALUE) : json;
  }

  private static CheckedAnswer invalid(InputProblem problem) {
    return new CheckedAnswer(null, List.of(problem));
  }

  private static boolean isWrapped(JsonNode schema) {
    return !schema.path("type").asText().equals("object");
  }

  private static ObjectNode wrapped(JsonNode schema) {
    if (refersToRoot(schema)) {
      throw refusal(
          "it refers to itself with '#', and its root is not of type object. Move it to $defs");
    }
    ObjectNode inner = schema.deepCopy();
    ObjectNode outer = JsonNodeFactory.instance.objectNode().put("type", "object");
    outer.putObject("properties").set(VALUE, inner);
    outer.putArray("required").add(VALUE);
    outer.put("additionalProperties", false);
    for (String definitions : DEFINITIONS) {
      JsonNode all = inner.remove(definitions);
      if (all != null) {
        outer.set(definitions, all);
      }
    }
    return outer;
  }

  private static boolean refersToRoot(JsonNode schema) {
    if (schema.path("$ref").asText().equals("#")) {
      return true;
    }
    for (JsonNode child : schema) {
      if (child.isContainerNode() && refersToRoot(child)) {
        return true;
      }
    }
    return false;
  }

  private static ConfigurationException refusal(String reason) {
    return new ConfigurationException(
        "The schema of the answer cannot be used: %s.".formatted(reason.replaceAll("\\.$", "")));
  }
}
