package dev.coda.api.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.id.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One stored step of a chain of thought. Immutable.
 *
 * @param messageId the answer that it belongs to
 * @param stepNumber from 1 within the message
 * @param stepType such as {@code reasoning}, {@code tool_selection}, {@code synthesis}
 * @param content its text
 * @param metadata facts about the step; null if there are none
 * @param createdAt the time of its creation
 */
public record Thought(
    MessageId messageId,
    int stepNumber,
    String stepType,
    String content,
    @Nullable JsonNode metadata,
    Instant createdAt) {}
