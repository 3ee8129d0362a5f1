package dev.coda.server.attachment;

import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.server.idempotency.OncePerKey;
import dev.coda.server.session.SentFile;
import dev.coda.server.session.TransferLimits;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes in files: each into a temporary file, and then, a few at a time, into memory and its
 * session. Thread-safe.
 */
@Singleton
class Uploads {
  private final Attachments attachments;
  private final TransferLimits limits;
  private final OncePerKey once;

  Uploads(Attachments attachments, TransferLimits limits, OncePerKey once) {
    this.attachments = attachments;
    this.limits = limits;
    this.once = once;
  }

  /**
   * Keeps a file in a session.
   *
   * @param announced its size as the client gives it; 0 if it does not
   * @param key of equal files with one key, one is kept; null keeps it in any case
   * @throws dev.coda.server.http.ProblemException if it cannot be attached
   */
  AttachmentView take(
      UserId user,
      SessionId session,
      SentName name,
      long announced,
      @Nullable String key,
      InputStream body) {
    attachments.require(user, session, announced);
    try (TransferLimits.Transfer transfer = limits.begin(user);
        SentFile file =
            SentFile.receive(
                "coda-upload-", body, attachments.mostBytes(), attachments::tooLarge)) {
      return once.answer(
          user,
          key,
          "POST /api/v1/sessions/" + session + "/attachments",
          List.of(name.name(), name.mediaType(), file.digest()),
          AttachmentView.class,
          () -> keep(user, session, name, file));
    } catch (IOException e) {
      throw new UncheckedIOException("an upload could not be stored in a file", e);
    }
  }

  private AttachmentView keep(UserId user, SessionId session, SentName name, SentFile file) {
    try {
      return limits.inTurn(() ->
          AttachmentView.of(attachments.keep(user, session, name, file.input().readAllBytes())));
    } catch (IOException e) {
      throw new UncheckedIOException("an upload could not be read from its file", e);
    }
  }
}
