package dev.coda.server.token;

import dev.coda.server.auth.Scope;
import dev.coda.server.idempotency.OnceAnswer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A personal access token in the API. Its text form does not show the token. Immutable.
 *
 * @param token the token itself; only in the answer to its creation
 * @param lastUsedAt to the minute; null if it has not been used
 */
public record TokenView(
    UUID id,
    String name,
    List<Scope> scopes,
    String last4,
    @Nullable String token,
    Instant createdAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant expiresAt)
    implements OnceAnswer {
  /** Copies the list. */
  public TokenView {
    scopes = List.copyOf(scopes);
  }

  /** Returns the same without the token. */
  @Override
  public TokenView repeated() {
    return new TokenView(id, name, scopes, last4, null, createdAt, lastUsedAt, expiresAt);
  }

  static TokenView of(PersonalToken stored, @Nullable String token) {
    return new TokenView(
        stored.id(),
        stored.name(),
        PersonalToken.split(stored.scopes()).stream().sorted().toList(),
        stored.last4(),
        token,
        stored.createdAt(),
        stored.lastUsedAt(),
        stored.expiresAt());
  }

  @Override
  public String toString() {
    return "TokenView[" + id + "]";
  }
}
