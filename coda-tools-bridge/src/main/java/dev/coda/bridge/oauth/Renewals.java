package dev.coda.bridge.oauth;

import dev.coda.api.id.UserId;
import dev.coda.api.time.TimerClock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Returns access tokens, and renews one before it expires: once for any number of calls, in this
 * process and in all others with the same store. Thread-safe.
 */
final class Renewals {
  private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);

  /**
   * Longer than a request may take; if a process dies meanwhile, the others wait no longer than
   * this.
   */
  private static final Duration CLAIM = Duration.ofSeconds(20);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final SignInStore store;
  private final TokenRequests requests;
  private final TimerClock clock;
  private final Map<Key, CompletableFuture<Optional<String>>> active = new ConcurrentHashMap<>();

  private record Key(UserId user, String server) {}

  Renewals(SignInStore store, TokenRequests requests, TimerClock clock) {
    this.store = store;
    this.requests = requests;
    this.clock = clock;
  }

  /** Returns whether a kept sign-in is for this server, whose entry may have changed since. */
  static boolean belongsTo(SignInStore.Kept kept, ProtectedServer server) {
    return KeptJson.read(kept.text(), Grant.class).url().equals(server.url().toString());
  }

  /**
   * Returns a token.
   *
   * @param refused one that the server has refused; null for none
   */
  Optional<String> token(
      OAuthHttp http, UserId user, ProtectedServer server, @Nullable String refused)
      throws IOException {
    Optional<SignInStore.Kept> kept =
        store.find(user, server.name()).filter(found -> belongsTo(found, server));
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    Grant grant = KeptJson.read(kept.get().text(), Grant.class);
    return isGood(grant, refused)
        ? Optional.of(grant.accessToken())
        : renewedOnce(http, new Key(user, server.name()), refused);
  }

  private boolean isGood(Grant grant, @Nullable String refused) {
    return grant.isFresh(clock.instant()) && !grant.accessToken().equals(refused);
  }

  private Optional<String> renewedOnce(OAuthHttp http, Key key, @Nullable String refused)
      throws IOException {
    CompletableFuture<Optional<String>> mine = new CompletableFuture<>();
    CompletableFuture<Optional<String>> other = active.putIfAbsent(key, mine);
    if (other != null) {
      return result(other);
    }
    try {
      mine.complete(renewed(http, key, refused));
    } catch (IOException | RuntimeException e) {
      mine.completeExceptionally(e);
    } finally {
      active.remove(key, mine);
      mine.cancel(false);
    }
    return result(mine);
  }

  private static Optional<String> result(CompletableFuture<Optional<String>> renewal)
      throws IOException {
    try {
      return renewal.get();
    } catch (ExecutionException e) {
      throw new IOException("The sign-in cannot be renewed at present.", e.getCause());
    } catch (CancellationException e) {
      throw new IOException("The sign-in cannot be renewed at present.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private Optional<String> renewed(OAuthHttp http, Key key, @Nullable String refused)
      throws IOException {
    while (true) {
      Optional<SignInStore.Kept> found = store.find(key.user(), key.server());
      if (found.isEmpty()) {
        return Optional.empty();
      }
      SignInStore.Kept kept = found.get();
      Grant grant = KeptJson.read(kept.text(), Grant.class);
      // Another call, or another process, may have renewed it meanwhile.
      if (isGood(grant, refused)) {
        return Optional.of(grant.accessToken());
      }
      String refreshToken = grant.refreshToken();
      Instant now = clock.instant();
      if (refreshToken == null) {
        return withoutRefresh(key, kept, grant, refused, now);
      }
      if (store.claim(key.user(), key.server(), kept.version(), now, now.plus(CLAIM))) {
        return renewed(http, key, kept, grant, refreshToken, refused);
      }
      pause();
    }
  }

  private Optional<String> renewed(
      OAuthHttp http,
      Key key,
      SignInStore.Kept kept,
      Grant grant,
      String refreshToken,
      @Nullable String refused)
      throws IOException {
    Optional<Grant> renewed;
    try {
      renewed = requests.refresh(http, grant, refreshToken);
    } catch (IOException e) {
      store.replace(key.user(), key.server(), kept.version(), kept.text());
      if (!grant.accessToken().equals(refused) && grant.isValid(clock.instant())) {
        LOG.warn(
            "The sign-in of user {} to {} was not renewed: {}",
            key.user(),
            key.server(),
            e.getMessage());
        return Optional.of(grant.accessToken());
      }
      throw e;
    }
    if (renewed.isEmpty()) {
      LOG.info("User {} has to sign in to {} again", key.user(), key.server());
      store.remove(key.user(), key.server(), kept.version());
      return Optional.empty();
    }
    return isKept(key, kept, renewed.get(), refreshToken)
        ? Optional.of(renewed.get().accessToken())
        : Optional.empty();
  }

  /** A user who has signed out meanwhile stays signed out. */
  private boolean isKept(Key key, SignInStore.Kept kept, Grant renewed, String used) {
    if (store.replace(key.user(), key.server(), kept.version(), KeptJson.write(renewed))) {
      return true;
    }
    Optional<SignInStore.Kept> changed = store.find(key.user(), key.server());
    if (changed.isEmpty()) {
      return false;
    }
    Grant other = KeptJson.read(changed.get().text(), Grant.class);
    // The same sign-in, of which somebody has noted that its next one needs more scopes.
    return used.equals(other.refreshToken())
        && store.replace(
            key.user(),
            key.server(),
            changed.get().version(),
            KeptJson.write(renewed.wanting(other.wanted())));
  }

  private Optional<String> withoutRefresh(
      Key key, SignInStore.Kept kept, Grant grant, @Nullable String refused, Instant now) {
    if (grant.isValid(now) && !grant.accessToken().equals(refused)) {
      return Optional.of(grant.accessToken());
    }
    store.remove(key.user(), key.server(), kept.version());
    return Optional.empty();
  }

  private void pause() throws InterruptedIOException {
    try {
      clock.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
