package dev.coda.server.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.model.ModelParameters;
import dev.coda.server.dialect.Fields;
import dev.coda.server.dialect.SentTools;
import dev.coda.server.dialect.SentTurn;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request for a response. Immutable.
 *
 * @param store whether the response can be asked for again
 * @param metadata what is to be repeated in the answer; not to be modified
 * @see <a href="https://www.openresponses.org/specification">the protocol</a>
 */
record ResponseRequest(
    Fields fields,
    @Nullable String previousResponseId,
    boolean stream,
    boolean background,
    boolean store,
    ObjectNode metadata) {
  /**
   * Reads a request's body, but for its input. Members that only tune the answer, and are unknown
   * here, are ignored.
   *
   * @throws dev.coda.server.http.ProblemException if one is wrong, or asks for what is not there
   */
  static ResponseRequest read(JsonNode body) {
    Fields request = Fields.of(body);
    if (request.has("conversation")) {
      throw request.wrong("conversation", "is not supported; use previous_response_id");
    }
    boolean store = !request.has("store") || request.flag("store");
    if (!store && request.has("previous_response_id")) {
      throw request.wrong("store", "cannot be false behind a response, whose session is stored");
    }
    if (!store && request.flag("background")) {
      throw request.wrong(
          "store", "cannot be false in the background, where it is asked for later");
    }
    ObjectNode metadata = request.objectNode("metadata");
    return new ResponseRequest(
        request,
        request.text("previous_response_id"),
        request.flag("stream"),
        request.flag("background"),
        store,
        metadata == null ? JsonNodeFactory.instance.objectNode() : metadata);
  }

  /** Returns the turn that is asked for with an input. */
  SentTurn turn(ResponseInput input) {
    boolean none = "none".equals(toolChoice());
    String instructions =
        Stream.of(fields.text("instructions"), input.instructions())
            .filter(Objects::nonNull)
            .collect(Collectors.joining("\n\n"));
    return new SentTurn(
        previousResponseId == null ? fields.requiredText("model") : fields.text("model"),
        instructions.isEmpty() ? null : instructions,
        input.history(),
        input.content(),
        !none,
        none ? List.of() : SentTools.read(functions()),
        parameters(),
        responseSchema());
  }

  private List<Fields> functions() {
    List<Fields> tools = fields.list("tools");
    for (Fields tool : tools) {
      if (!tool.requiredText("type").equals("function")) {
        throw tool.wrong("type", "must be function; the server's own tools are used anyway");
      }
    }
    return tools;
  }

  private @Nullable String toolChoice() {
    JsonNode choice = fields.node("tool_choice");
    if (choice == null) {
      return null;
    }
    if (!choice.isTextual() || !Set.of("none", "auto").contains(choice.textValue())) {
      throw fields.wrong("tool_choice", "must be none or auto");
    }
    return choice.textValue();
  }

  private ChatRequestParameters parameters() {
    Fields reasoning = fields.object("reasoning");
    return ModelParameters.builder()
        .temperature(fields.number("temperature"))
        .topP(fields.number("top_p"))
        .frequencyPenalty(fields.number("frequency_penalty"))
        .presencePenalty(fields.number("presence_penalty"))
        .maxOutputTokens(fields.count("max_output_tokens"))
        .reasoningEffort(reasoning == null ? null : reasoning.text("effort"))
        .build();
  }

  private @Nullable JsonNode responseSchema() {
    Fields text = fields.object("text");
    Fields format = text == null ? null : text.object("format");
    if (format == null) {
      return null;
    }
    return switch (format.requiredText("type")) {
      case "text" -> null;
      case "json_object" -> JsonNodeFactory.instance.objectNode().put("type", "object");
      case "json_schema" -> {
        JsonNode schema = format.objectNode("schema");
        if (schema == null) {
          throw format.wrong("schema", "is required");
        }
        yield schema;
      }
      default -> throw format.wrong("type", "must be text, json_object or json_schema");
    };
  }
}
