package dev.coda.server.dialect.uistream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.JsonText;
import dev.coda.api.content.Part;
import dev.coda.api.content.TextPart;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.model.ModelParameters;
import dev.coda.api.tool.ClientTool;
import dev.coda.server.dialect.Fields;
import dev.coda.server.dialect.SentItems;
import dev.coda.server.dialect.SentParts;
import dev.coda.server.dialect.SentTools;
import dev.coda.server.dialect.SentTurn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to continue a chat. Immutable.
 *
 * @see <a href="https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol">the protocol</a>
 */
record UiRequest(Fields fields) {
  private static final String TOOL = "tool-";

  /**
   * Reads a request's body. Unknown members are ignored.
   *
   * @throws dev.coda.server.http.ProblemException if a member is wrong
   */
  static UiRequest read(JsonNode body) {
    return new UiRequest(Fields.of(body));
  }

  /** Returns what the last message decides of the calls that a pause asked about. */
  List<ApprovalDecision> decisions() {
    List<Fields> messages = fields.list("messages");
    List<ApprovalDecision> decisions = new ArrayList<>();
    if (!messages.isEmpty() && messages.getLast().requiredText("role").equals("assistant")) {
      for (Fields part : messages.getLast().list("parts")) {
        if ("approval-responded".equals(part.text("state"))) {
          decisions.add(decision(part.requiredObject("approval")));
        }
      }
    }
    return decisions;
  }

  /** Returns the turn that the last messages ask for. */
  SentTurn turn() {
    SentItems items = new SentItems();
    List<String> instructions = new ArrayList<>();
    for (Fields message : fields.list("messages")) {
      switch (message.requiredText("role")) {
        case "system" -> instructions.add(text(message));
        case "user" -> items.user(userParts(message));
        case "assistant" -> answer(message, items);
        default -> throw message.wrong("role", "must be system, user or assistant");
      }
    }
    if (!items.endsWithRequest() || SentItems.isBlank(items.content())) {
      throw fields.wrong("messages", "must end with what the user says or what a tool returned");
    }
    return new SentTurn(
        fields.text("model"),
        instructions.isEmpty() ? null : String.join("\n\n", instructions),
        items.history(),
        items.content(),
        true,
        tools(),
        ModelParameters.builder().build(),
        null);
  }

  private static ApprovalDecision decision(Fields approval) {
    return new ApprovalDecision(
        SentParts.callId(approval.requiredText("id")),
        approval.flag("approved")
            ? ApprovalDecision.Verdict.APPROVE
            : ApprovalDecision.Verdict.DENY,
        null,
        null);
  }

  /** The tools of a page are the members of an object. */
  private List<ClientTool> tools() {
    Fields tools = fields.object("tools");
    JsonNode node = fields.node("tools");
    if (tools == null || node == null) {
      return List.of();
    }
    List<ClientTool> offered = new ArrayList<>();
    node.fieldNames()
        .forEachRemaining(name -> offered.add(SentTools.read(tools.requiredObject(name), name)));
    return offered;
  }

  private static void answer(Fields message, SentItems items) {
    Map<String, String> results = new LinkedHashMap<>();
    for (Fields part : message.list("parts")) {
      String type = part.requiredText("type");
      String tool =
          type.equals("dynamic-tool")
              ? part.requiredText("toolName")
              : type.startsWith(TOOL) ? type.substring(TOOL.length()) : null;
      if (tool == null) {
        results.forEach(items::result);
        results.clear();
        String said = type.equals("text") ? part.requiredText("text") : "";
        if (!said.isEmpty()) {
          items.answer(new TextPart(said));
        }
      } else if (!"input-streaming".equals(part.text("state"))) {
        String id = part.requiredText("toolCallId");
        JsonNode input = part.node("input");
        items.call(id, tool, input == null ? "{}" : JsonText.of(input));
        String result = result(part);
        if (result != null) {
          results.put(id, result);
        }
      }
    }
    results.forEach(items::result);
  }

  private static @Nullable String result(Fields part) {
    JsonNode output = part.node("output");
    if (output != null) {
      return output.isTextual() ? output.textValue() : JsonText.of(output);
    }
    return "output-error".equals(part.text("state")) ? part.text("errorText") : null;
  }

  private static List<Part> userParts(Fields message) {
    List<Part> parts = new ArrayList<>();
    for (Fields part : message.list("parts")) {
      String type = part.requiredText("type");
      if (type.equals("text")) {
        parts.add(new TextPart(part.requiredText("text")));
      } else if (type.equals("file")) {
        String name = part.text("filename");
        parts.add(SentParts.file(part, "url", part.requiredText("url"), name));
      }
    }
    return parts;
  }

  private static String text(Fields message) {
    StringBuilder text = new StringBuilder();
    for (Fields part : message.list("parts")) {
      String more = part.text("text");
      text.append(more == null ? "" : more);
    }
    return text.toString();
  }
}
