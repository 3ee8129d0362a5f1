package dev.coda.server.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.message.Thought;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A step of a chain of thought in the API. Immutable. */
public record ThoughtView(
    int stepNumber,
    String stepType,
    String content,
    @Nullable JsonNode metadata,
    Instant createdAt) {

  static ThoughtView of(Thought thought) {
    return new ThoughtView(
        thought.stepNumber(),
        thought.stepType(),
        thought.content(),
        thought.metadata(),
        thought.createdAt());
  }
}
