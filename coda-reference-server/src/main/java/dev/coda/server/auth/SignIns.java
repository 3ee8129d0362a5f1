package dev.coda.server.auth;

import dev.coda.api.id.IdSource;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.secret.Digests;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Opens, renews and ends sign-ins. A refresh token is good for one use; a second use means that two
 * parties hold it, so the whole sign-in ends, unless it follows so soon that it may be another tab
 * of the same browser. That tab gets the same successor, so anyone else who had the token ends the
 * sign-in with the next exchange that comes late. Thread-safe.
 */
@Singleton
class SignIns {
  static final Duration LIFETIME = Duration.ofDays(7);

  private static final Duration GRACE = Duration.ofSeconds(10);

  private final SignInRepository signIns;
  private final LiveSignIns live;
  private final RefreshTokenRepository stored;
  private final RefreshTokens refreshTokens;
  private final UserRepository users;
  private final AccessTokens accessTokens;
  private final IdSource ids;
  private final Clock clock;

  SignIns(
      SignInRepository signIns,
      LiveSignIns live,
      RefreshTokenRepository stored,
      RefreshTokens refreshTokens,
      UserRepository users,
      AccessTokens accessTokens,
      IdSource ids,
      Clock clock) {
    this.signIns = signIns;
    this.live = live;
    this.stored = stored;
    this.refreshTokens = refreshTokens;
    this.users = users;
    this.accessTokens = accessTokens;
    this.ids = ids;
    this.clock = clock;
  }

  @Transactional
  Tokens open(User user) {
    Instant now = clock.instant();
    SignIn signIn = signIns.save(new SignIn(ids.next(), user.id(), now, now.plus(LIFETIME), null));
    String refresh = refreshTokens.first(signIn.id());
    store(signIn.id(), refresh, now);
    return tokens(user, signIn.id(), refresh);
  }

  Tokens refresh(String token) {
    Instant now = clock.instant();
    RefreshToken found = find(token).orElseThrow(SignIns::signInAgain);
    SignIn signIn =
        signIns
            .findById(found.signInId())
            .filter(live -> live.isLive(now) && now.isBefore(found.expiresAt()))
            .orElseThrow(SignIns::signInAgain);
    String successor = refreshTokens.after(token, signIn.id());
    if (!exchange(found, successor, now) && isReplay(token, now)) {
      live.end(signIn.id());
      throw signInAgain();
    }
    signIns.extend(signIn.id(), now.plus(LIFETIME));
    User user = users.findByIdAndDeletedAtIsNull(signIn.userId()).orElseThrow(SignIns::signInAgain);
    return tokens(user, signIn.id(), successor);
  }

  /**
   * Stores a token's successor and returns true, once. Both happen in one transaction: another
   * request with the same token waits for it, and finds the successor there.
   */
  @Transactional
  boolean exchange(RefreshToken used, String successor, Instant now) {
    if (stored.claim(used.id(), now) == 0) {
      return false;
    }
    store(used.signInId(), successor, now);
    return true;
  }

  void end(UUID signInId) {
    live.end(signInId);
  }

  void endByRefreshToken(String token) {
    find(token).ifPresent(found -> end(found.signInId()));
  }

  private Optional<RefreshToken> find(String token) {
    Optional<UUID> named = RefreshTokens.signInOf(token);
    return stored
        .findByTokenHash(Digests.sha256(token))
        .filter(found -> named.equals(Optional.of(found.signInId())));
  }

  private boolean isReplay(String token, Instant now) {
    // Read again: the one that won may have come between our two statements.
    Optional<Instant> usedAt = find(token).map(RefreshToken::usedAt);
    return usedAt.filter(used -> now.isBefore(used.plus(GRACE))).isEmpty();
  }

  private void store(UUID signInId, String refresh, Instant now) {
    stored.save(
        new RefreshToken(
            ids.next(), signInId, Digests.sha256(refresh), now, now.plus(LIFETIME), null));
  }

  private Tokens tokens(User user, UUID signInId, String refresh) {
    String access = accessTokens.sign(user.id(), user.organizationId(), signInId);
    return new Tokens(user.id(), signInId, access, refresh);
  }

  private static ProblemException signInAgain() {
    return ProblemException.of(ErrorCode.UNAUTHORIZED, "The sign-in has ended; sign in again.");
  }
}
