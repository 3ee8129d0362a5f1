package dev.coda.server.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.Part;
import dev.coda.api.content.TextPart;
import dev.coda.server.dialect.Fields;
import dev.coda.server.dialect.SentItems;
import dev.coda.server.dialect.SentMessage;
import dev.coda.server.dialect.SentParts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The input of a request. Immutable.
 *
 * @param instructions what the system says in it; null for nothing
 * @param history what was said before, in a conversation that is sent whole
 */
record ResponseInput(@Nullable String instructions, List<SentMessage> history, List<Part> content) {
  private static final String INPUT = "input";
  private static final Set<String> SYSTEM = Set.of("system", "developer");

  /** Reads a conversation that is sent whole. */
  static ResponseInput whole(Fields request) {
    SentItems items = new SentItems();
    List<String> instructions = new ArrayList<>();
    JsonNode input = request.node(INPUT);
    if (input != null && input.isTextual()) {
      items.user(List.of(new TextPart(input.textValue())));
    } else {
      request.list(INPUT).forEach(item -> add(item, items, instructions));
    }
    if (!items.endsWithRequest() || SentItems.isBlank(items.content())) {
      throw request.wrong(INPUT, "must end with what the user says or what a function returned");
    }
    refuseOpen(request, items.openCalls());
    return new ResponseInput(joined(instructions), items.history(), items.content());
  }

  /**
   * Reads what follows an earlier response.
   *
   * @param openCalls names of functions by the ids of the calls that were left to the client
   */
  static ResponseInput next(Fields request, Map<String, String> openCalls) {
    JsonNode input = request.node(INPUT);
    Map<String, String> open = new HashMap<>(openCalls);
    List<Part> results = new ArrayList<>();
    List<Part> said = new ArrayList<>();
    List<String> instructions = new ArrayList<>();
    if (input != null && input.isTextual()) {
      said.add(new TextPart(input.textValue()));
    } else {
      for (Fields item : request.list(INPUT)) {
        if (type(item).equals("function_call_output")) {
          results.add(result(item, open));
        } else if (type(item).equals("message") && SYSTEM.contains(role(item))) {
          instructions.add(text(item));
        } else if (type(item).equals("message") && role(item).equals("user")) {
          said.addAll(parts(item));
        } else {
          throw item.wrong("type", "must not be sent with previous_response_id");
        }
      }
    }
    refuseOpen(request, List.copyOf(open.keySet()));
    List<Part> content = new ArrayList<>(results);
    content.addAll(said);
    if (SentItems.isBlank(content)) {
      throw request.wrong(INPUT, "must have what the user says or what a function returned");
    }
    return new ResponseInput(joined(instructions), List.of(), content);
  }

  private static void refuseOpen(Fields request, List<String> open) {
    if (!open.isEmpty()) {
      throw request.wrong(
          INPUT, "must have the output of each function call; there is none of " + open.getFirst());
    }
  }

  private static void add(Fields item, SentItems items, List<String> instructions) {
    switch (type(item)) {
      case "message" -> {
        String role = role(item);
        if (SYSTEM.contains(role)) {
          instructions.add(text(item));
        } else if (role.equals("user")) {
          items.user(parts(item));
        } else if (role.equals("assistant")) {
          String text = text(item);
          if (!text.isEmpty()) {
            items.answer(new TextPart(text));
          }
        } else {
          throw item.wrong("role", "must be user, assistant, system or developer");
        }
      }
      case "function_call" ->
          items.call(
              item.requiredText("call_id"),
              item.requiredText("name"),
              item.requiredText("arguments"));
      case "function_call_output" -> {
        if (!items.result(item.requiredText("call_id"), output(item))) {
          throw unknownCall(item);
        }
      }
      case "reasoning", "coda:tool_call" -> {
        // A client sends back what it was shown; no model needs it.
      }
      default ->
          throw item.wrong(
              "type", "must be message, function_call, function_call_output or reasoning");
    }
  }

  private static Part result(Fields item, Map<String, String> open) {
    String id = item.requiredText("call_id");
    String tool = open.remove(id);
    if (tool == null) {
      throw unknownCall(item);
    }
    return SentParts.result(id, tool, output(item));
  }

  private static RuntimeException unknownCall(Fields item) {
    return item.wrong("call_id", "is not the id of a function call without an output");
  }

  private static String output(Fields item) {
    JsonNode output = item.node("output");
    return output != null && output.isTextual() ? output.textValue() : text(item, "output");
  }

  private static String type(Fields item) {
    String type = item.text("type");
    return type == null ? "message" : type;
  }

  private static String role(Fields item) {
    return item.requiredText("role");
  }

  private static List<Part> parts(Fields message) {
    JsonNode content = message.node("content");
    if (content != null && content.isTextual()) {
      return List.of(new TextPart(content.textValue()));
    }
    List<Part> parts = new ArrayList<>();
    for (Fields part : message.list("content")) {
      parts.add(part(part));
    }
    if (parts.isEmpty()) {
      throw message.wrong("content", "is required");
    }
    return parts;
  }

  private static Part part(Fields part) {
    return switch (part.requiredText("type")) {
      case "input_text" -> new TextPart(part.requiredText("text"));
      case "input_image" -> SentParts.file(part, "image_url", part.requiredText("image_url"), null);
      case "input_file" -> {
        String name = part.text("filename");
        String field = part.has("file_url") ? "file_url" : "file_data";
        yield SentParts.file(part, field, part.requiredText(field), name == null ? "file" : name);
      }
      default -> throw part.wrong("type", "must be input_text, input_image or input_file");
    };
  }

  private static String text(Fields message) {
    JsonNode content = message.node("content");
    return content != null && content.isTextual() ? content.textValue() : text(message, "content");
  }

  private static String text(Fields item, String list) {
    StringBuilder text = new StringBuilder();
    for (Fields part : item.list(list)) {
      switch (part.requiredText("type")) {
        case "input_text", "output_text" -> text.append(part.requiredText("text"));
        case "refusal" -> text.append(part.requiredText("refusal"));
        default -> throw part.wrong("type", "must be a text");
      }
    }
    return text.toString();
  }

  private static @Nullable String joined(List<String> instructions) {
    return instructions.isEmpty() ? null : String.join("\n\n", instructions);
  }
}
