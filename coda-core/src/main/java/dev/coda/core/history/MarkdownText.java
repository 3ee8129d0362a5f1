package dev.coda.core.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.coda.api.content.CodaJson;
import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.content.TextPart;
import dev.coda.api.content.ToolCallPart;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.event.ContextCompacted;
import dev.coda.api.message.Message;
import dev.coda.api.model.ModelRef;
import dev.coda.api.session.Session;
import java.util.Objects;

/** Formats a conversation as Markdown: a heading for each message, tools in fences. */
final class MarkdownText {
  private static final ObjectWriter PRETTY = CodaJson.mapper().writerWithDefaultPrettyPrinter();
  private static final int SHORTEST_FENCE = 3;

  private MarkdownText() {}

  static String heading(Session session) {
    String title = Objects.requireNonNullElse(session.title(), "Conversation");
    return "# " + title.replaceAll("\\s+", " ").strip() + "\n";
  }

  static String of(Message message) {
    StringBuilder text = new StringBuilder("\n## ").append(speaker(message)).append('\n');
    message.parts().forEach(part -> append(text, part));
    JsonNode metadata = message.metadata();
    if (metadata != null && metadata.has(ContextCompacted.METADATA)) {
      text.append("\n> What came before was summarised for the model.\n");
    }
    if (message.error() != null) {
      text.append("\n> Failed: ").append(message.error().message()).append('\n');
    }
    return text.toString();
  }

  private static String speaker(Message message) {
    ModelRef model = message.model();
    return switch (message.role()) {
      case USER -> "You";
      case SYSTEM -> "System";
      case ASSISTANT -> model == null ? "Assistant" : "Assistant (" + model + ")";
    };
  }

  private static void append(StringBuilder text, Part part) {
    if (part instanceof TextPart said && !said.text().isBlank()) {
      text.append('\n').append(said.text().strip()).append('\n');
    } else if (part instanceof ToolCallPart call) {
      text.append("\nTool `").append(call.toolName()).append("` was called with\n");
      fence(text, json(call.input()));
    } else if (part instanceof ToolResultPart result && result.output() != null) {
      text.append("\nTool `").append(result.toolName()).append("` answered\n");
      fence(text, json(result.output()));
    } else if (part instanceof ToolResultPart result) {
      text.append("\nTool `").append(result.toolName()).append("` did not succeed\n");
      fence(text, Objects.requireNonNullElse(result.error(), "It gave no reason."));
    } else if (part instanceof MediaPart media) {
      String name = Objects.requireNonNullElse(media.name(), media.mimeType());
      text.append("\nAttachment: ").append(name).append('\n');
    }
  }

  /** A fence is longer than any run of backticks inside, so that content cannot end it. */
  private static void fence(StringBuilder text, String content) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < content.length(); i++) {
      run = content.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(Math.max(SHORTEST_FENCE, longest + 1));
    text.append('\n').append(fence).append('\n').append(content).append('\n');
    text.append(fence).append('\n');
  }

  private static String json(JsonNode value) {
    try {
      return PRETTY.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON cannot be written", e);
    }
  }
}
