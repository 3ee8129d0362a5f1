package dev.coda.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.id.MessageId;

/**
 * Older messages were replaced by a summary in what the model is shown. Immutable.
 *
 * @param summary the summary
 * @param throughMessageId the last message that the summary covers
 * @param tokensBefore an estimate, as is the other one; 0 where tokens are not counted
 * @param tokensAfter the tokens of what the model is shown now
 */
public record ContextCompacted(
    String summary, MessageId throughMessageId, long tokensBefore, long tokensAfter)
    implements EventPayload {
  /** In the metadata of the answer before which it happened: the summary and what it covers. */
  public static final String METADATA = "compaction";

  /** Returns what the answer keeps of it, so that it counts on branches through that answer. */
  JsonNode metadata() {
    return JsonNodeFactory.instance
        .objectNode()
        .set(
            METADATA,
            JsonNodeFactory.instance
                .objectNode()
                .put("summary", summary)
                .put("through_message_id", throughMessageId.toString()));
  }

  @Override
  public EventKind kind() {
    return EventKind.COMPACTION;
  }
}
