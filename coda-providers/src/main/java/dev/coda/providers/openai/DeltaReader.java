package dev.coda.providers.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.coda.providers.internal.wire.WireJson;
import java.io.IOException;
import java.util.List;

/**
 * Reads the {@code delta} of a choice, or its {@code message} if a host sends all at once. Confined
 * to one thread at a time.
 */
final class DeltaReader {
  /** The fields in which hosts send the readable part of a piece of reasoning. */
  private static final List<String> SHOWN = List.of("text", "summary", "content", "thinking");

  private final ChatAnswer answer;

  DeltaReader(ChatAnswer answer) {
    this.answer = answer;
  }

  void read(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      in.skipChildren();
      return;
    }
    String thinking = "";
    String thinkingField = "";
    JsonNode details = MissingNode.getInstance();
    String text = "";
    JsonNode parts = null;
    for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
      JsonToken value = in.nextToken();
      switch (field) {
        case "content" -> {
          if (value == JsonToken.START_ARRAY) {
            parts = in.readValueAsTree();
          } else if (value == JsonToken.START_OBJECT) {
            // A few hosts send what fits a schema as the object itself.
            text = in.readValueAsTree().toString();
          } else {
            text = WireJson.text(in);
          }
        }
        case "reasoning_content", "reasoning", "reasoning_text", "thinking" -> {
          String piece = thinking(in);
          // Hosts that send several of these fields repeat the same text.
          if (!piece.isEmpty() && !thinkingField.equals("reasoning_content")) {
            thinking = piece;
            thinkingField = field;
          }
        }
        case "reasoning_details" -> details = in.readValueAsTree();
        case "annotations" -> answer.citations().annotations(in.readValueAsTree());
        case "refusal" -> answer.refusal(WireJson.text(in));
        case "tool_calls" -> toolCalls(in);
        case "function_call" -> onlyCall(in);
        default -> in.skipChildren();
      }
    }
    answer.reasoningDetails(details);
    if (thinking.isEmpty()) {
      details.forEach(detail -> answer.thinking(shown(detail)));
    } else {
      answer.thinking(thinkingField, thinking);
    }
    if (parts != null) {
      parts.forEach(this::part);
    }
    answer.text(text);
  }

  /** Returns the text; of an object, what it has of one. */
  private static String thinking(JsonParser in) throws IOException {
    return in.currentToken() == JsonToken.START_OBJECT
        ? shown(in.readValueAsTree())
        : WireJson.text(in);
  }

  private static String shown(JsonNode detail) {
    for (String field : SHOWN) {
      if (detail.path(field).isTextual()) {
        return detail.path(field).textValue();
      }
    }
    return "";
  }

  private void part(JsonNode part) {
    if (part.path("type").asText().equals("thinking")) {
      JsonNode thinking = part.path("thinking");
      if (thinking.isTextual()) {
        answer.thinking(thinking.asText());
      }
      thinking.forEach(piece -> answer.thinking(piece.path("text").asText("")));
    } else {
      answer.text(part.path("text").asText(""));
    }
  }

  private void toolCalls(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      in.skipChildren();
      return;
    }
    while (in.nextToken() == JsonToken.START_OBJECT) {
      toolCall(in);
    }
  }

  private void toolCall(JsonParser in) throws IOException {
    Integer index = null;
    String id = "";
    Function function = Function.NONE;
    JsonNode extra = NullNode.getInstance();
    for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
      JsonToken value = in.nextToken();
      switch (field) {
        case "index" -> index = value == JsonToken.VALUE_NUMBER_INT ? in.getIntValue() : null;
        case "id" -> id = WireJson.text(in);
        case "function" -> function = function(in);
        case ChatState.EXTRA -> extra = in.readValueAsTree();
        default -> in.skipChildren();
      }
    }
    answer.toolCalls().piece(index, id, function.name(), function.arguments(), extra);
  }

  /** The older form of calls, with only one in each answer, which some hosts still use. */
  private void onlyCall(JsonParser in) throws IOException {
    Function function = function(in);
    if (!function.equals(Function.NONE)) {
      answer
          .toolCalls()
          .piece(0, "", function.name(), function.arguments(), NullNode.getInstance());
    }
  }

  private static Function function(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      in.skipChildren();
      return Function.NONE;
    }
    String name = "";
    String arguments = "";
    for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
      JsonToken value = in.nextToken();
      switch (field) {
        case "name" -> name = WireJson.text(in);
        case "arguments" ->
            // A few hosts send the object itself rather than its text.
            arguments =
                value == JsonToken.START_OBJECT
                    ? in.readValueAsTree().toString()
                    : WireJson.text(in);
        default -> in.skipChildren();
      }
    }
    return new Function(name, arguments);
  }

  private record Function(String name, String arguments) {
    static final Function NONE = new Function("", "");
  }
}
