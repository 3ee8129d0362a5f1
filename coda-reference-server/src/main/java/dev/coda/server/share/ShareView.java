package dev.coda.server.share;

import dev.coda.server.idempotency.OnceAnswer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link as its owner sees it. Its text form does not show the token. Immutable.
 *
 * @param messageId the last message that is shown
 * @param title the title that readers see above the messages; null for none
 * @param includeTools whether readers see arguments and results of tools
 * @param token the end of the link's address; only in the answer to the creation of the link
 * @param expiresAt null for a link that lasts until it is revoked
 */
public record ShareView(
    UUID id,
    UUID sessionId,
    UUID messageId,
    @Nullable String title,
    boolean includeTools,
    @Nullable String token,
    Instant createdAt,
    @Nullable Instant expiresAt)
    implements OnceAnswer {

  /** Returns the same without the token. */
  @Override
  public ShareView repeated() {
    return new ShareView(id, sessionId, messageId, title, includeTools, null, createdAt, expiresAt);
  }

  static ShareView of(SessionShare stored, @Nullable String token) {
    return new ShareView(
        stored.id(),
        stored.sessionId(),
        stored.messageId(),
        stored.title(),
        stored.includeTools(),
        token,
        stored.createdAt(),
        stored.expiresAt());
  }

  @Override
  public String toString() {
    return "ShareView[" + id + "]";
  }
}
