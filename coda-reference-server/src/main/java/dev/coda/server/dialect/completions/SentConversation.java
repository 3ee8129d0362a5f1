package dev.coda.server.dialect.completions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.Part;
import dev.coda.api.content.TextPart;
import dev.coda.server.dialect.Fields;
import dev.coda.server.dialect.SentItems;
import dev.coda.server.dialect.SentMessage;
import dev.coda.server.dialect.SentParts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a request, of which the last is what is asked now. Immutable.
 *
 * @param instructions what the system says; null for nothing
 * @param content what the user says, or the results of all calls of the answer before
 */
record SentConversation(
    @Nullable String instructions, List<SentMessage> history, List<Part> content) {

  static SentConversation read(Fields request) {
    SentItems items = new SentItems();
    List<String> instructions = new ArrayList<>();
    List<Fields> messages = request.list("messages");
    for (Fields message : messages) {
      switch (message.requiredText("role")) {
        case "system", "developer" -> instructions.add(text(message));
        case "user" -> items.user(userParts(message));
        case "assistant" -> assistant(message, items);
        case "tool" -> result(message, items);
        default ->
            throw message.wrong("role", "must be system, developer, user, assistant or tool");
      }
    }
    if (messages.isEmpty() || !items.endsWithRequest()) {
      throw request.wrong("messages", "must end with a message of the user or of a tool");
    }
    if (SentItems.isBlank(items.content())) {
      throw request.wrong("messages", "must end with a message that says something");
    }
    List<String> open = items.openCalls();
    if (!open.isEmpty()) {
      throw request.wrong(
          "messages",
          "must have a result of each call; there is none of " + String.join(", ", open));
    }
    return new SentConversation(
        instructions.isEmpty() ? null : String.join("\n\n", instructions),
        items.history(),
        items.content());
  }

  private static void assistant(Fields message, SentItems items) {
    JsonNode content = message.node("content");
    String text = content == null ? "" : text(message);
    if (!text.isEmpty()) {
      items.answer(new TextPart(text));
    }
    for (Fields call : message.list("tool_calls")) {
      Fields function = call.requiredObject("function");
      items.call(
          call.requiredText("id"),
          function.requiredText("name"),
          function.requiredText("arguments"));
    }
  }

  private static void result(Fields message, SentItems items) {
    if (!items.result(message.requiredText("tool_call_id"), text(message))) {
      throw message.wrong("tool_call_id", "is not the id of a call in the message before");
    }
  }

  private static List<Part> userParts(Fields message) {
    JsonNode content = message.node("content");
    if (content != null && content.isTextual()) {
      return List.of(new TextPart(content.textValue()));
    }
    List<Part> parts = new ArrayList<>();
    for (Fields part : message.list("content")) {
      parts.add(userPart(part));
    }
    if (parts.isEmpty()) {
      throw message.wrong("content", "is required");
    }
    return parts;
  }

  private static Part userPart(Fields part) {
    return switch (part.requiredText("type")) {
      case "text" -> new TextPart(part.requiredText("text"));
      case "image_url" -> {
        Fields image = part.requiredObject("image_url");
        yield SentParts.file(image, "url", image.requiredText("url"), null);
      }
      case "file" -> {
        Fields file = part.requiredObject("file");
        String name = file.text("filename");
        yield SentParts.file(
            file, "file_data", file.requiredText("file_data"), name == null ? "file" : name);
      }
      default -> throw part.wrong("type", "must be text, image_url or file");
    };
  }

  /** Returns a text, or the texts of a list of parts. */
  private static String text(Fields message) {
    JsonNode content = message.node("content");
    if (content == null) {
      throw message.wrong("content", "is required");
    }
    if (content.isTextual()) {
      return content.textValue();
    }
    StringBuilder text = new StringBuilder();
    for (Fields part : message.list("content")) {
      String type = part.requiredText("type");
      if (!type.equals("text") && !type.equals("refusal")) {
        throw part.wrong("type", "must be text");
      }
      text.append(part.requiredText(type));
    }
    return text.toString();
  }
}
