package dev.coda.server.token;

import dev.coda.api.id.IdSource;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.secret.Digests;
import dev.coda.server.secret.RandomText;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Makes, lists and revokes personal access tokens. Thread-safe. */
@Singleton
class PersonalTokens {
  /** Lets scanners for leaked secrets recognise a token. */
  static final String PREFIX = "coda_pat_";

  private static final int MOST_OF_ONE_USER = 100;
  private static final int SHOWN = 4;

  private final TokenRepository stored;
  private final IdSource ids;
  private final Clock clock;

  PersonalTokens(TokenRepository stored, IdSource ids, Clock clock) {
    this.stored = stored;
    this.ids = ids;
    this.clock = clock;
  }

  /** Makes a token of 256 random bits, which is returned this once. */
  TokenView create(UUID user, NewToken wanted) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant end = wanted.expiresAt();
    if (end != null && !end.isAfter(now)) {
      throw ProblemException.invalid("expires_at", "must be in the future");
    }
    if (stored.countByUserId(user) >= MOST_OF_ONE_USER) {
      throw ProblemException.of(
          ErrorCode.CONFLICT,
          "You have %d tokens, which is the most. Delete one first.".formatted(MOST_OF_ONE_USER));
    }
    String token = PREFIX + RandomText.of256Bits();
    PersonalToken row =
        new PersonalToken(
            ids.next(),
            user,
            wanted.name(),
            PersonalToken.join(wanted.scopes()),
            Digests.sha256(token),
            token.substring(token.length() - SHOWN),
            now,
            null,
            end);
    return TokenView.of(stored.save(row), token);
  }

  List<TokenView> list(UUID user) {
    return stored.findByUserIdOrderByCreatedAtDesc(user).stream()
        .map(token -> TokenView.of(token, null))
        .toList();
  }

  /** Ends a token at once; streams that it has opened end within seconds. */
  void revoke(UUID user, UUID id) {
    if (stored.remove(id, user) == 0) {
      throw ProblemException.notFound("Token " + id);
    }
  }
}
