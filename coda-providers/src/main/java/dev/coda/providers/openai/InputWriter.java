package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.providers.internal.wire.DroppedSettings;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;

/** Writes a conversation as the items of an input. */
final class InputWriter {
  private final String provider;
  private final ArrayNode input;
  private final InputContentWriter contents;

  private InputWriter(String provider, ArrayNode input) {
    this.provider = provider;
    this.input = input;
    this.contents = new InputContentWriter(provider);
  }

  /** Writes the instructions that come first apart from what follows. */
  static void write(String provider, ObjectNode body, List<ChatMessage> messages) {
    List<String> instructions = new ArrayList<>();
    int first = 0;
    while (first < messages.size() && messages.get(first) instanceof SystemMessage system) {
      instructions.add(system.text());
      first++;
    }
    if (!instructions.isEmpty()) {
      body.put("instructions", String.join("\n\n", instructions));
    }
    InputWriter writer = new InputWriter(provider, body.putArray("input"));
    messages.subList(first, messages.size()).forEach(writer::add);
  }

  private void add(ChatMessage message) {
    if (message instanceof SystemMessage later) {
      input.addObject().put("role", "developer").put("content", later.text());
    } else if (message instanceof UserMessage user) {
      user(user);
    } else if (message instanceof AiMessage assistant) {
      OutputItemsWriter.add(input, assistant);
    } else if (message instanceof ToolExecutionResultMessage result) {
      toolResult(result);
    } else {
      throw ResponsesFormat.unsupported(provider, "messages of type " + message.type());
    }
  }

  private void user(UserMessage user) {
    if (user.name() != null) {
      DroppedSettings.warnOnce(provider, "name of a user");
    }
    ObjectNode item = input.addObject().put("role", "user");
    if (user.hasSingleText()) {
      item.put("content", user.singleText());
    } else {
      contents.write(item.putArray("content"), user.contents());
    }
  }

  private void toolResult(ToolExecutionResultMessage result) {
    ObjectNode item =
        input.addObject().put("type", "function_call_output").put("call_id", result.id());
    List<Content> parts = result.contents();
    if (parts.stream().allMatch(TextContent.class::isInstance)) {
      List<String> texts = parts.stream().map(part -> ((TextContent) part).text()).toList();
      item.put("output", String.join("\n", texts));
    } else {
      contents.write(item.putArray("output"), parts);
    }
  }
}
