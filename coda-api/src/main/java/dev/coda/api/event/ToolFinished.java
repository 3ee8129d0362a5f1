package dev.coda.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * How a tool call ended. Immutable.
 *
 * @param messageId the answer that it belongs to
 * @param part the index of the part in the message, from 0
 * @param callId the tool call
 * @param toolName the name of the tool
 * @param status the status at its end
 * @param output the output of the tool; null unless it succeeded
 * @param error the message for the model about the failure; null if there is none
 * @param executionTimeMs the milliseconds that it took; null if it never ran
 * @param evaluation scores of the call; null if it was not scored
 */
public record ToolFinished(
    MessageId messageId,
    int part,
    CallId callId,
    String toolName,
    ToolStatus status,
    @Nullable JsonNode output,
    @Nullable String error,
    long executionTimeMs,
    @Nullable JsonNode evaluation)
    implements EventPayload {

  @Override
  public EventKind kind() {
    return EventKind.TOOL_RESULT;
  }
}
