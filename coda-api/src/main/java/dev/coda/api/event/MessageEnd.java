package dev.coda.api.event;

import dev.coda.api.id.MessageId;
import dev.coda.api.model.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The assistant's message is complete, with its usage. Immutable.
 *
 * @param messageId the answer that it belongs to
 * @param tokens the tokens
 * @param costUsd US dollars; null if a price is unknown
 * @param finishReason the reason why the model stopped, such as {@code stop}
 * @param processingTimeMs milliseconds from the start of the run
 * @param timeToFirstTokenMs null if no token came
 */
public record MessageEnd(
    MessageId messageId,
    Usage tokens,
    @Nullable BigDecimal costUsd,
    String finishReason,
    long processingTimeMs,
    @Nullable Long timeToFirstTokenMs)
    implements EventPayload {

  @Override
  public EventKind kind() {
    return EventKind.MESSAGE_END;
  }
}
