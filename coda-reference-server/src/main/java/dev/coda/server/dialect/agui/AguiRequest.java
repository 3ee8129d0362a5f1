package dev.coda.server.dialect.agui;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.Part;
import dev.coda.api.content.TextPart;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.model.ModelParameters;
import dev.coda.server.dialect.Conversations;
import dev.coda.server.dialect.Fields;
import dev.coda.server.dialect.SentItems;
import dev.coda.server.dialect.SentParts;
import dev.coda.server.dialect.SentTools;
import dev.coda.server.dialect.SentTurn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to run the agent. Immutable.
 *
 * @param decisions what is answered to a pause; none to start a turn
 * @see <a href="https://docs.ag-ui.com">the protocol</a>
 */
record AguiRequest(Fields fields, String threadId, String runId, List<ApprovalDecision> decisions) {
  /**
   * Reads a request's body but for its messages. Unknown members are ignored.
   *
   * @throws dev.coda.server.http.ProblemException if a member is wrong
   */
  static AguiRequest read(JsonNode body) {
    Fields request = Fields.of(body);
    return new AguiRequest(
        request,
        Conversations.name(request, "threadId"),
        request.requiredText("runId"),
        Interrupts.read(request));
  }

  /** Returns the turn that the last messages ask for. */
  SentTurn turn() {
    SentItems items = new SentItems();
    List<String> instructions = new ArrayList<>();
    for (Fields message : fields.list("messages")) {
      add(message, items, instructions);
    }
    if (!items.endsWithRequest() || SentItems.isBlank(items.content())) {
      throw fields.wrong("messages", "must end with what the user says or what a tool returned");
    }
    return new SentTurn(
        model(),
        instructions.isEmpty() ? null : String.join("\n\n", instructions),
        items.history(),
        items.content(),
        true,
        SentTools.read(fields.list("tools")),
        ModelParameters.builder().build(),
        null);
  }

  private @Nullable String model() {
    JsonNode props = fields.node("forwardedProps");
    Fields forwarded = props != null && props.isObject() ? fields.object("forwardedProps") : null;
    return forwarded == null ? null : forwarded.text("model");
  }

  private static void add(Fields message, SentItems items, List<String> instructions) {
    switch (message.requiredText("role")) {
      case "system", "developer" -> instructions.add(message.requiredText("content"));
      case "user" -> items.user(parts(message));
      case "assistant" -> {
        String text = message.text("content");
        if (text != null && !text.isEmpty()) {
          items.answer(new TextPart(text));
        }
        for (Fields call : message.list("toolCalls")) {
          Fields function = call.requiredObject("function");
          items.call(
              call.requiredText("id"),
              function.requiredText("name"),
              function.requiredText("arguments"));
        }
      }
      case "tool" -> items.result(message.requiredText("toolCallId"), result(message));
      default -> {
        // Thoughts and activities are not sent to a model.
      }
    }
  }

  private static String result(Fields message) {
    JsonNode content = message.node("content");
    if (content != null && content.isTextual()) {
      return content.textValue();
    }
    StringBuilder text = new StringBuilder();
    for (Fields part : message.list("content")) {
      String more = part.text("text");
      text.append(more == null ? "" : more);
    }
    return text.toString();
  }

  private static List<Part> parts(Fields message) {
    JsonNode content = message.node("content");
    if (content != null && content.isTextual()) {
      return List.of(new TextPart(content.textValue()));
    }
    List<Part> parts = new ArrayList<>();
    for (Fields part : message.list("content")) {
      switch (part.requiredText("type")) {
        case "text" -> parts.add(new TextPart(part.requiredText("text")));
        case "image", "document" -> parts.add(file(part.requiredObject("source")));
        default -> throw part.wrong("type", "must be text, image or document");
      }
    }
    return parts;
  }

  private static Part file(Fields source) {
    String value = source.requiredText("value");
    String type = source.text("mimeType");
    return switch (source.requiredText("type")) {
      case "data" ->
          SentParts.file(source, "value", "data:%s;base64,%s".formatted(type, value), "file");
      case "url" -> SentParts.file(source, "value", value, null);
      default -> throw source.wrong("type", "must be data or url");
    };
  }
}
