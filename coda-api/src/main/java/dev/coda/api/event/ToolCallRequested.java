package dev.coda.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * The model requests a tool call, with its complete arguments. Immutable.
 *
 * @param messageId the answer that it belongs to
 * @param part the index of the part in the message, from 0
 * @param callId the tool call
 * @param toolName the name of the tool
 * @param input the arguments
 * @param state data that the provider requires back unchanged with this call; null for none
 */
public record ToolCallRequested(
    MessageId messageId,
    int part,
    CallId callId,
    String toolName,
    JsonNode input,
    @Nullable JsonNode state)
    implements EventPayload {

  @Override
  public EventKind kind() {
    return EventKind.TOOL_CALL;
  }
}
