package dev.coda.server.attachment;

import dev.coda.api.artifact.Artifact;
import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.id.ArtifactId;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Stores;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The files of sessions, which are stored as artifacts of their owner and attached by id.
 * Thread-safe.
 */
@Singleton
public class Attachments {
  private static final String WANTED =
      "PNG, JPEG, GIF and WebP images, PDF, and text in UTF-8 can be attached.";
  private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1 << 20);

  private final Stores stores;
  private final KeptBytesRepository kept;
  private final AttachmentSettings settings;
  private final IdSource ids;
  private final Clock clock;

  Attachments(
      Stores stores,
      KeptBytesRepository kept,
      AttachmentSettings settings,
      IdSource ids,
      Clock clock) {
    this.stores = stores;
    this.kept = kept;
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Returns the parts that attach files to a message.
   *
   * @throws ProblemException {@code not_found} for a file that is not in the session or belongs to
   *     another user; {@code payload_too_large} if the files together are too large
   */
  public List<Part> parts(UserId user, SessionId session, List<UUID> attachments) {
    List<Part> parts = new ArrayList<>();
    long bytes = 0;
    for (UUID id : new LinkedHashSet<>(attachments)) {
      Artifact artifact =
          stores
              .artifacts()
              .find(user, new ArtifactId(id))
              .filter(found -> found.sessionId().equals(session))
              .orElseThrow(() -> ProblemException.notFound("Attachment " + id));
      bytes += artifact.size();
      parts.add(MediaPart.ofArtifact(artifact.id(), artifact.mediaType(), artifact.name()));
    }
    if (bytes > mostBytes()) {
      throw ProblemException.of(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "The attachments of a message have at most %s together."
              .formatted(mebibytes(mostBytes())));
    }
    return parts;
  }

  /**
   * Returns the parts that attach files to a stored message; none if the user has no such message.
   */
  public List<Part> of(UserId user, MessageId message) {
    return stores
        .sessions()
        .message(user, message)
        .map(found -> found.node().message().parts())
        .orElse(List.of())
        .stream()
        .filter(MediaPart.class::isInstance)
        .toList();
  }

  /** Refuses a file before it is received. */
  void require(UserId user, SessionId session, long announced) {
    if (stores.sessions().find(user, session).isEmpty()) {
      throw ProblemException.notFound("Session " + session);
    }
    if (announced > mostBytes()) {
      throw tooLarge();
    }
  }

  long mostBytes() {
    return settings.attachmentBytes();
  }

  ProblemException tooLarge() {
    return ProblemException.of(
        ErrorCode.PAYLOAD_TOO_LARGE,
        "An attachment has at most %s.".formatted(mebibytes(mostBytes())));
  }

  /**
   * Keeps a file as an artifact of a session. Files that a user sends at the same time may together
   * exceed what is kept for them.
   */
  Artifact keep(UserId user, SessionId session, SentName name, byte[] content) {
    if (content.length == 0) {
      throw ProblemException.invalid("body", "must not be empty");
    }
    String type =
        FileType.of(content, name)
            .orElseThrow(() ->
                ProblemException.of(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "%s is not a file that can be attached: %s".formatted(name.name(), WANTED)));
    FileKind kind = FileKind.of(type);
    if (content.length > kind.mostBytes()) {
      throw ProblemException.of(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "%s has at most %s.".formatted(kind.noun(), mebibytes(kind.mostBytes())));
    }
    refuseAboveQuota(user, content.length);
    Artifact artifact =
        new Artifact(
            ArtifactId.next(ids),
            user,
            session,
            type,
            name.name(),
            content.length,
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    stores.artifacts().put(artifact, content);
    return artifact;
  }

  private void refuseAboveQuota(UserId user, int more) {
    long limit = settings.attachmentBytesPerUser();
    long used = kept.ofUser(user.value());
    if (used + more > limit) {
      throw ProblemException.of(
          ErrorCode.QUOTA_EXCEEDED,
          "Your files take %s of %s: delete chats with files that you do not need."
              .formatted(mebibytes(used), mebibytes(limit)),
          Map.of(
              "quota",
              "attachment_bytes",
              "limit",
              limit,
              "used",
              used,
              "left",
              Math.max(0, limit - used)));
    }
  }

  private static String mebibytes(long bytes) {
    return BigDecimal.valueOf(bytes)
            .divide(MEBIBYTE, 2, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + " MiB";
  }
}
