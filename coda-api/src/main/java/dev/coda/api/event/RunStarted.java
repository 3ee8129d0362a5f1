package dev.coda.api.event;

import dev.coda.api.content.Part;
import dev.coda.api.id.MessageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run begins: what was asked, where in the tree, and of which model. Immutable.
 *
 * @param userMessageId the message of the user
 * @param parentId the parent of the user's message; null if it starts the session
 * @param content what the user said; null when a message that is stored already is answered again
 * @param modelProvider the name of the provider
 * @param modelName the name of the model, without its provider
 * @param traceId the OpenTelemetry trace of the run; null without one
 * @param settings what the request asked for besides; null if its writer kept none, and then the
 *     agent's defaults hold
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

  /** Checks what it is given, and copies what can change. */
  public RunStarted {
    content = content == null ? null : List.copyOf(content);
  }

  @Override
  public EventKind kind() {
    return EventKind.RUN_STARTED;
  }
}
