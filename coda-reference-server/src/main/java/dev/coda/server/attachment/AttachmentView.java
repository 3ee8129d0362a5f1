package dev.coda.server.attachment;

import dev.coda.api.artifact.Artifact;
import java.time.Instant;
import java.util.UUID;

/**
 * An attachment as clients see it. Immutable.
 *
 * @param id is named in {@code attachments} of a message, and downloads the file as an artifact
 * @param name the name that the client gave, without folders
 * @param mediaType what the content is
 * @param size in bytes
 */
record AttachmentView(
    UUID id, UUID sessionId, String name, String mediaType, long size, Instant createdAt) {

  static AttachmentView of(Artifact artifact) {
    return new AttachmentView(
        artifact.id().value(),
        artifact.sessionId().value(),
        String.valueOf(artifact.name()),
        artifact.mediaType(),
        artifact.size(),
        artifact.createdAt());
  }
}
