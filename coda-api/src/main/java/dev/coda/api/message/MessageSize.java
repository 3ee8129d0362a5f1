package dev.coda.api.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.content.ReasoningPart;
import dev.coda.api.content.TextPart;
import dev.coda.api.content.ToolCallPart;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.error.ErrorInfo;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how many bytes messages, tool calls and thoughts take as JSON, without writing them.
 * Thread-safe.
 */
public final class MessageSize {
  /** Braces, quotes, commas and the names of a few fields. */
  private static final int OBJECT = 64;

  private static final int VALUE = 3;

  private MessageSize() {}

  /**
   * Estimates the parts, the metadata and the error of a message.
   *
   * @param message the message
   * @return the number of bytes
   */
  public static long of(Message message) {
    ErrorInfo error = message.error();
    long size = OBJECT + of(message.metadata()) + (error == null ? 0 : of(error.message()));
    for (Part part : message.parts()) {
      size += OBJECT + of(part);
    }
    return size;
  }

  /**
   * Estimates a tool call.
   *
   * @param call the call
   * @return the number of bytes
   */
  public static long of(ToolCall call) {
    return OBJECT
        + of(call.toolName())
        + of(call.input())
        + of(call.output())
        + of(call.errorMessage())
        + of(call.evaluation());
  }

  /**
   * Estimates a thought.
   *
   * @param thought the thought
   * @return the number of bytes
   */
  public static long of(Thought thought) {
    return OBJECT + of(thought.content()) + of(thought.metadata());
  }

  private static long of(Part part) {
    if (part instanceof TextPart said) {
      return of(said.text()) + of(said.metadata());
    }
    if (part instanceof ReasoningPart reasoning) {
      return of(reasoning.text()) + of(reasoning.state());
    }
    if (part instanceof ToolCallPart call) {
      return of(call.toolName()) + of(call.input()) + of(call.state());
    }
    if (part instanceof ToolResultPart result) {
      return of(result.toolName()) + of(result.output()) + of(result.error());
    }
    return part instanceof MediaPart media ? of(media.data()) + of(media.uri()) : 0;
  }

  private static long of(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  private static long of(@Nullable JsonNode node) {
    if (node == null) {
      return 0;
    }
    if (node.isTextual()) {
      return VALUE + of(node.textValue());
    }
    if (!node.isContainerNode()) {
      return VALUE + of(node.isNumber() ? node.asText() : "false");
    }
    long size = VALUE;
    for (var field : node.properties()) {
      size += VALUE + field.getKey().length() + of(field.getValue());
    }
    if (node.isArray()) {
      for (JsonNode item : node) {
        size += of(item);
      }
    }
    return size;
  }
}
