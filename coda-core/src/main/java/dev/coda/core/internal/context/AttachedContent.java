package dev.coda.core.internal.context;

import dev.coda.api.artifact.Artifact;
import dev.coda.api.artifact.ArtifactStore;
import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.ArtifactId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageSize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Reads the content of attachments that messages only refer to. Attachments of another user are not
 * found. Thread-safe.
 */
public final class AttachedContent {
  private final ArtifactStore artifacts;

  private AttachedContent(ArtifactStore artifacts) {
    this.artifacts = artifacts;
  }

  /** Reads from this store. */
  public static AttachedContent in(ArtifactStore artifacts) {
    return new AttachedContent(artifacts);
  }

  /**
   * Returns parts that a user sends, with the content of their attachments.
   *
   * @throws StoreException {@code NOT_FOUND} if the user has no such artifact
   */
  public List<Part> sent(UserId user, List<Part> parts) {
    if (!refers(parts)) {
      return parts;
    }
    List<Part> whole = new ArrayList<>(parts.size());
    for (Part part : parts) {
      Optional<ArtifactId> id = artifact(part);
      whole.add(
          id.isEmpty()
              ? part
              : read(user, (MediaPart) part, id.get())
                  .orElseThrow(() ->
                      new StoreException(
                          FailureKind.NOT_FOUND, "There is no artifact %s.".formatted(id.get()))));
    }
    return whole;
  }

  /** Returns a message with the content of those of its attachments that still exist. */
  public Message whole(UserId user, Message message) {
    if (!refers(message.parts())) {
      return message;
    }
    List<Part> whole =
        message.parts().stream()
            .map(part ->
                artifact(part)
                    .flatMap(id -> read(user, (MediaPart) part, id))
                    .map(Part.class::cast)
                    .orElse(part))
            .toList();
    return message.toBuilder().parts(whole).build();
  }

  /**
   * Returns the messages of a branch with the content of their attachments, beginning with the
   * latest message that has any, as long as everything fits. The attachments of earlier messages
   * stay references, and a model is shown only their names.
   *
   * @param messages oldest first
   * @param mostBytes the most that all messages may take
   */
  public List<Message> latest(UserId user, List<Message> messages, long mostBytes) {
    if (messages.stream().noneMatch(message -> refers(message.parts()))) {
      return messages;
    }
    long bytes = messages.stream().mapToLong(MessageSize::of).sum();
    List<Message> latest = new ArrayList<>(messages);
    boolean isFirst = true;
    for (int i = latest.size() - 1; i >= 0; i--) {
      if (refers(latest.get(i).parts())) {
        bytes += size(user, latest.get(i).parts());
        if (!isFirst && bytes > mostBytes) {
          break;
        }
        latest.set(i, whole(user, latest.get(i)));
        isFirst = false;
      }
    }
    return Collections.unmodifiableList(latest);
  }

  private static boolean refers(List<Part> parts) {
    return parts.stream().anyMatch(part -> artifact(part).isPresent());
  }

  private static Optional<ArtifactId> artifact(Part part) {
    return part instanceof MediaPart media ? media.artifactId() : Optional.empty();
  }

  /** Returns how many characters the content takes in Base64. */
  private long size(UserId user, List<Part> parts) {
    return parts.stream()
        .flatMap(part -> artifact(part).stream())
        .flatMap(id -> artifacts.find(user, id).stream())
        .mapToLong(artifact -> (artifact.size() + 2) / 3 * 4)
        .sum();
  }

  private Optional<MediaPart> read(UserId user, MediaPart part, ArtifactId id) {
    return artifacts
        .find(user, id)
        .map(Artifact::size)
        .flatMap(size -> artifacts.read(user, id, 0, Math.toIntExact(size)))
        .map(content -> MediaPart.of(part.mimeType(), content, part.name()));
  }
}
