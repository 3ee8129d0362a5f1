package dev.coda.core.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.id.MessageId;
import dev.coda.api.message.Thought;
import dev.coda.api.session.SessionLimits;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A step of a chain of thought as it is in a file. Immutable. */
record ArchivedThought(
    int stepNumber,
    String stepType,
    String content,
    @Nullable JsonNode metadata,
    Instant createdAt) {

  ArchivedThought {
    if (stepNumber < 1) {
      throw new WrongFieldException("step_number", "must be at least 1");
    }
    ArchiveValidation.requiredText("step_type", stepType, SessionLimits.NAME);
    ArchiveValidation.required("content", content);
    ArchiveValidation.required("created_at", createdAt);
    ArchiveValidation.time("created_at", createdAt);
  }

  static ArchivedThought of(Thought thought) {
    return new ArchivedThought(
        thought.stepNumber(),
        thought.stepType(),
        thought.content(),
        thought.metadata(),
        thought.createdAt());
  }

  Thought restore(MessageId message) {
    return new Thought(message, stepNumber, stepType, content, metadata, createdAt);
  }
}
