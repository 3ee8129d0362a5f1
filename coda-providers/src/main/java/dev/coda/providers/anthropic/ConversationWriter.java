package dev.coda.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.providers.internal.wire.ArgumentNames;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.List;

/**
 * Writes instructions and messages. Anthropic has two roles that alternate, and no empty text:
 * neighbours of one role become one message, and tools' results part of the user's.
 */
final class ConversationWriter {
  private final String provider;
  private final ContentWriter contents;

  ConversationWriter(String provider) {
    this.provider = provider;
    this.contents = new ContentWriter(provider);
  }

  void write(ObjectNode body, List<ChatMessage> messages, ArgumentNames names) {
    ArrayNode system = JsonNodeFactory.instance.arrayNode();
    ArrayNode turns = JsonNodeFactory.instance.arrayNode();
    for (ChatMessage message : messages) {
      if (message instanceof SystemMessage instructions) {
        ContentWriter.addText(system, instructions.text());
      } else if (message instanceof UserMessage user) {
        ArrayNode blocks = turn(turns, "user");
        user.contents().forEach(content -> contents.add(blocks, content));
      } else if (message instanceof AiMessage assistant) {
        AssistantWriter.add(turn(turns, "assistant"), assistant, names);
      } else if (message instanceof ToolExecutionResultMessage result) {
        contents.addResult(turn(turns, "user"), result);
      } else {
        throw MessagesFormat.unsupported(provider, "messages of type " + message.type());
      }
      dropIfEmpty(turns);
    }
    if (!system.isEmpty()) {
      body.set("system", system);
      asTextIfPlain(body, "system");
    }
    body.set("messages", turns);
    turns.forEach(turn -> asTextIfPlain((ObjectNode) turn, "content"));
  }

  /** Writes a text in full, as a list of one block, which can then be marked. */
  static void asBlocks(ObjectNode holder, String field) {
    JsonNode value = holder.path(field);
    if (value.isTextual()) {
      ContentWriter.addText(holder.putArray(field), value.asText());
    }
  }

  private static ArrayNode turn(ArrayNode turns, String role) {
    JsonNode last = turns.path(turns.size() - 1);
    if (last.path("role").asText().equals(role) && last.path("content") instanceof ArrayNode open) {
      return open;
    }
    return turns.addObject().put("role", role).putArray("content");
  }

  private static void dropIfEmpty(ArrayNode turns) {
    if (!turns.isEmpty() && turns.get(turns.size() - 1).path("content").isEmpty()) {
      turns.remove(turns.size() - 1);
    }
  }

  private static void asTextIfPlain(ObjectNode holder, String field) {
    JsonNode blocks = holder.path(field);
    if (blocks.size() == 1 && blocks.get(0).path("type").asText().equals("text")) {
      holder.set(field, blocks.get(0).get("text"));
    }
  }
}
