package dev.coda.server.dialect.agui;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.JsonText;
import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.content.ReasoningPart;
import dev.coda.api.content.Role;
import dev.coda.api.content.TextPart;
import dev.coda.api.content.ToolCallPart;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.message.Message;
import java.util.List;

/** Writes stored messages as this protocol has them. */
final class AguiMessages {
  private AguiMessages() {}

  static ArrayNode of(List<Message> messages) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Message message : messages) {
      if (message.role() == Role.USER) {
        user(message, all);
      } else if (message.role() == Role.ASSISTANT) {
        answer(message, all);
      }
    }
    return all;
  }

  /** Returns what a client reads of a result. */
  static String result(ToolResultPart result) {
    if (result.output() == null) {
      return result.error() == null ? "" : result.error();
    }
    return result.output().isTextual() ? result.output().textValue() : JsonText.of(result.output());
  }

  private static void user(Message message, ArrayNode all) {
    ArrayNode content = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < message.parts().size(); i++) {
      Part part = message.parts().get(i);
      if (part instanceof TextPart said) {
        content.addObject().put("type", "text").put("text", said.text());
      } else if (part instanceof MediaPart file) {
        file(content.addObject(), file);
      } else if (part instanceof ToolResultPart result) {
        tool(all, message.id() + "." + i, result);
      }
    }
    if (!content.isEmpty()) {
      all.addObject()
          .put("id", message.id().toString())
          .put("role", "user")
          .set("content", content);
    }
  }

  private static void file(ObjectNode node, MediaPart file) {
    node.put("type", file.mimeType().startsWith("image/") ? "image" : "document");
    ObjectNode source = node.putObject("source");
    source.put("type", file.data() == null ? "url" : "data");
    source.put("value", file.data() == null ? file.uri() : file.data());
    source.put("mimeType", file.mimeType());
  }

  private static void answer(Message message, ArrayNode all) {
    MessageIds ids = new MessageIds(message.id().toString());
    ObjectNode open = null;
    for (int i = 0; i < message.parts().size(); i++) {
      switch (message.parts().get(i)) {
        case TextPart said -> open = assistant(all, ids.ofText(i)).put("content", said.text());
        case ToolCallPart call -> {
          String id = ids.ofCall(i);
          if (open == null || !open.path("id").asText().equals(id)) {
            open = assistant(all, id);
          }
          call(open.withArray("toolCalls").addObject(), call);
        }
        case ToolResultPart result -> tool(all, ids.ofResult(i), result);
        case ReasoningPart thought ->
            all.addObject()
                .put("id", ids.of(i))
                .put("role", "reasoning")
                .put("content", thought.text());
        default -> {
          // An answer has no other parts.
        }
      }
    }
  }

  private static ObjectNode assistant(ArrayNode all, String id) {
    return all.addObject().put("id", id).put("role", "assistant");
  }

  private static void call(ObjectNode node, ToolCallPart call) {
    node.put("id", call.callId().toString()).put("type", "function");
    node.putObject("function")
        .put("name", call.toolName())
        .put("arguments", JsonText.of(call.input()));
  }

  private static void tool(ArrayNode all, String id, ToolResultPart result) {
    all.addObject()
        .put("id", id)
        .put("role", "tool")
        .put("toolCallId", result.callId().toString())
        .put("content", result(result));
  }
}
