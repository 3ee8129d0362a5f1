package dev.coda.server.dialect.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.model.ModelParameters;
import dev.coda.api.tool.ClientTool;
import dev.coda.server.dialect.Fields;
import dev.coda.server.dialect.SentTools;
import dev.coda.server.dialect.SentTurn;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request of chat completions. Immutable.
 *
 * @param includeUsage whether the last chunk of a stream counts tokens
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">the protocol</a>
 */
record CompletionRequest(SentTurn turn, boolean stream, boolean includeUsage) {
  /**
   * Reads a request's body. Members that only tune the answer, and are unknown here, are ignored.
   *
   * @throws dev.coda.server.http.ProblemException if one is wrong, or asks for what is not there
   */
  static CompletionRequest read(JsonNode body) {
    Fields request = Fields.of(body);
    String model = request.requiredText("model");
    refuseUnsupported(request);
    SentConversation conversation = SentConversation.read(request);
    String choice = toolChoice(request);
    List<ClientTool> tools = tools(request);
    boolean none = "none".equals(choice);
    Fields options = request.object("stream_options");
    return new CompletionRequest(
        new SentTurn(
            model,
            conversation.instructions(),
            conversation.history(),
            conversation.content(),
            !none,
            none ? List.of() : tools,
            parameters(request),
            responseSchema(request)),
        request.flag("stream"),
        options != null && options.flag("include_usage"));
  }

  private static void refuseUnsupported(Fields request) {
    Integer choices = request.count("n");
    if (choices != null && choices > 1) {
      throw request.wrong("n", "must be 1");
    }
    if (request.flag("logprobs")) {
      throw request.wrong("logprobs", "cannot be given");
    }
    if (request.has("functions")) {
      throw request.wrong("functions", "is not supported; use tools");
    }
    if (request.has("audio")) {
      throw request.wrong("audio", "is not supported");
    }
  }

  private static @Nullable String toolChoice(Fields request) {
    JsonNode choice = request.node("tool_choice");
    if (choice == null) {
      return null;
    }
    if (!choice.isTextual() || !Set.of("none", "auto").contains(choice.textValue())) {
      throw request.wrong("tool_choice", "must be none or auto");
    }
    return choice.textValue();
  }

  private static List<ClientTool> tools(Fields request) {
    return SentTools.read(
        request.list("tools").stream()
            .map(tool -> {
              if (!tool.requiredText("type").equals("function")) {
                throw tool.wrong("type", "must be function");
              }
              return tool.requiredObject("function");
            })
            .toList());
  }

  private static ChatRequestParameters parameters(Fields request) {
    Integer longest = request.count("max_completion_tokens");
    List<String> stops = request.texts("stop");
    return ModelParameters.builder()
        .temperature(request.number("temperature"))
        .topP(request.number("top_p"))
        .frequencyPenalty(request.number("frequency_penalty"))
        .presencePenalty(request.number("presence_penalty"))
        .maxOutputTokens(longest == null ? request.count("max_tokens") : longest)
        .stopSequences(stops.isEmpty() ? null : stops)
        .reasoningEffort(request.text("reasoning_effort"))
        .build();
  }

  private static @Nullable JsonNode responseSchema(Fields request) {
    Fields format = request.object("response_format");
    if (format == null) {
      return null;
    }
    return switch (format.requiredText("type")) {
      case "text" -> null;
      case "json_object" -> JsonNodeFactory.instance.objectNode().put("type", "object");
      case "json_schema" -> {
        Fields named = format.requiredObject("json_schema");
        JsonNode schema = named.objectNode("schema");
        if (schema == null) {
          throw named.wrong("schema", "is required");
        }
        yield schema;
      }
      default -> throw format.wrong("type", "must be text, json_object or json_schema");
    };
  }
}
