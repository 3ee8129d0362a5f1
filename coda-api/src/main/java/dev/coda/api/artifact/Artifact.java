package dev.coda.api.artifact;

import dev.coda.api.id.ArtifactId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that is kept outside of its conversation: a tool's result, or what a user attached to a
 * message. Immutable.
 *
 * @param id its id
 * @param userId the user whose it is
 * @param sessionId the conversation it belongs to, and is deleted with
 * @param mediaType such as {@code text/csv}
 * @param name what a person would call the file; null if nobody said
 * @param size in bytes
 * @param createdAt when it was created
 */
public record Artifact(
    ArtifactId id,
    UserId userId,
    SessionId sessionId,
    String mediaType,
    @Nullable String name,
    long size,
    Instant createdAt) {
  /** Checks what it is given, and copies what can change. */
  public Artifact {
    if (size < 0) {
      throw new IllegalArgumentException("an artifact's size cannot be negative");
    }
  }
}
