package dev.coda.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.id.MessageId;

/**
 * Older messages were replaced by a summary in the model's context. Immutable.
 *
 * @param summary the summary
 * @param throughMessageId the last message that the summary covers
 * @param tokensBefore an estimate of the tokens of the model's context before; 0 if tokens are not
 *     counted
 * @param tokensAfter an estimate of the tokens of the model's context afterwards
 */
public record ContextCompacted(
    String summary, MessageId throughMessageId, long tokensBefore, long tokensAfter)
    implements EventPayload {
  /**
   * The key in an answer's metadata for the components of this record, if messages before the
   * answer were replaced.
   */
  public static final String METADATA = "compaction";

  /** The field of {@link #METADATA} with the id of the last message that the summary covers. */
  public static final String THROUGH = "through_message_id";

  /** Returns what the answer keeps of it, so that it counts on branches through that answer. */
  JsonNode metadata() {
    return JsonNodeFactory.instance
        .objectNode()
        .set(
            METADATA,
            JsonNodeFactory.instance
                .objectNode()
                .put("summary", summary)
                .put(THROUGH, throughMessageId.toString())
                .<ObjectNode>set("tokens_before", number(tokensBefore))
                .set("tokens_after", number(tokensAfter)));
  }

  /** As a number is read from JSON, so that the answer is equal to its stored form. */
  private static JsonNode number(long value) {
    JsonNodeFactory numbers = JsonNodeFactory.instance;
    return value == (int) value ? numbers.numberNode((int) value) : numbers.numberNode(value);
  }

  @Override
  public EventKind kind() {
    return EventKind.COMPACTION;
  }
}
