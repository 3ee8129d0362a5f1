package dev.coda.api.content;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * One piece of a message. A message is a list of parts in their order.
 *
 * <p>The JSON form carries the kind of part in {@code type}. Immutable.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TextPart.class, name = "text"),
  @JsonSubTypes.Type(value = ReasoningPart.class, name = "reasoning"),
  @JsonSubTypes.Type(value = ToolCallPart.class, name = "tool_call"),
  @JsonSubTypes.Type(value = ToolResultPart.class, name = "tool_result"),
  @JsonSubTypes.Type(value = MediaPart.class, name = "media")
})
public sealed interface Part
    permits TextPart, ReasoningPart, ToolCallPart, ToolResultPart, MediaPart {}
