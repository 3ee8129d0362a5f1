package dev.coda.server.auth;

import dev.coda.api.id.IdSource;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.secret.RandomText;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Opens, renews and ends sign-ins. A refresh token is good for one use; a second use means that two
 * parties hold it, so the whole sign-in ends, unless it follows so soon that it is another tab of
 * the same browser. Thread-safe.
 */
@Singleton
class SignIns {
  static final Duration LIFETIME = Duration.ofDays(7);

  private static final Duration GRACE = Duration.ofSeconds(10);

  private final SignInRepository signIns;
  private final RefreshTokenRepository refreshTokens;
  private final UserRepository users;
  private final AccessTokens accessTokens;
  private final IdSource ids;
  private final Clock clock;

  SignIns(
      SignInRepository signIns,
      RefreshTokenRepository refreshTokens,
      UserRepository users,
      AccessTokens accessTokens,
      IdSource ids,
      Clock clock) {
    this.signIns = signIns;
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
    return issue(user, signIn.id());
  }

  Tokens refresh(String token) {
    Instant now = clock.instant();
    RefreshToken found =
        refreshTokens.findByTokenHash(hash(token)).orElseThrow(SignIns::signInAgain);
    SignIn signIn =
        signIns
            .findById(found.signInId())
            .filter(live -> live.isLive(now) && now.isBefore(found.expiresAt()))
            .orElseThrow(SignIns::signInAgain);
    if (refreshTokens.claim(found.id(), now) == 0 && isReplay(token, now)) {
      signIns.revoke(signIn.id(), now);
      throw signInAgain();
    }
    signIns.extend(signIn.id(), now.plus(LIFETIME));
    User user = users.findById(signIn.userId()).orElseThrow(SignIns::signInAgain);
    return issue(user, signIn.id());
  }

  void end(UUID signInId) {
    signIns.revoke(signInId, clock.instant());
  }

  void endByRefreshToken(String token) {
    refreshTokens.findByTokenHash(hash(token)).ifPresent(found -> end(found.signInId()));
  }

  private boolean isReplay(String token, Instant now) {
    // Read again: the one that won may have come between our two statements.
    Optional<Instant> usedAt = refreshTokens.findByTokenHash(hash(token)).map(RefreshToken::usedAt);
    return usedAt.filter(used -> now.isBefore(used.plus(GRACE))).isEmpty();
  }

  private Tokens issue(User user, UUID signInId) {
    Instant now = clock.instant();
    String refresh = RandomText.of256Bits();
    refreshTokens.save(
        new RefreshToken(ids.next(), signInId, hash(refresh), now, now.plus(LIFETIME), null));
    String access = accessTokens.sign(new CurrentUser(user.id(), user.organizationId(), signInId));
    return new Tokens(user.id(), access, refresh);
  }

  private static ProblemException signInAgain() {
    return ProblemException.of(ErrorCode.UNAUTHORIZED, "The sign-in has ended; sign in again.");
  }

  private static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
