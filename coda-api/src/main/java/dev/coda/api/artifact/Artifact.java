package dev.coda.api.artifact;

import dev.coda.api.id.ArtifactId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that is kept outside of its conversation: a tool's result, or an attachment of a user's
 * message. Immutable.
 *
 * @param id its id
 * @param userId the user who owns it
 * @param sessionId the conversation it belongs to, and is deleted with
 * @param mediaType such as {@code text/csv}
 * @param name the file's name for people; null if there is none
 * @param size in bytes
 * @param createdAt the time of its creation
 */
public record Artifact(
    ArtifactId id,
    UserId userId,
    SessionId sessionId,
    String mediaType,
    @Nullable String name,
    long size,
    Instant createdAt) {
  /** Validates the components. */
  public Artifact {
    if (size < 0) {
      throw new IllegalArgumentException("an artifact's size cannot be negative");
    }
  }
}
