package dev.coda.api.event;

import dev.coda.api.content.Part;
import dev.coda.api.id.MessageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run begins, with its request, its place in the tree and its model. Immutable.
 *
 * @param userMessageId the message of the user
 * @param parentId the parent of the user's message; null if it starts the session
 * @param content the user's message; null if a stored message is answered again
 * @param modelProvider the name of the provider
 * @param modelName the name of the model, without its provider
 * @param traceId the OpenTelemetry trace of the run; null without one
 * @param settings the other settings of the request; null for the agent's defaults
 */
public record RunStarted(
    MessageId userMessageId,
    @Nullable MessageId parentId,
    @Nullable List<Part> content,
    String modelProvider,
    String modelName,
    @Nullable String traceId,
    @Nullable RunSettings settings)
    implements EventPayload {

  /** Copies the list. */
  public RunStarted {
    content = content == null ? null : List.copyOf(content);
  }

  @Override
  public EventKind kind() {
    return EventKind.RUN_STARTED;
  }
}
