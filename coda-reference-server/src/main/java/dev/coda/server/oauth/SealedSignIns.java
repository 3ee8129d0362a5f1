package dev.coda.server.oauth;

import dev.coda.api.id.UserId;
import dev.coda.bridge.oauth.SignInStore;
import dev.coda.server.secret.KeyRing;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps sign-ins in the database, encrypted. One whose key is no longer in the ring does not count.
 * Thread-safe.
 */
@Singleton
final class SealedSignIns implements SignInStore {
  private final SignInRepository rows;
  private final KeyRing ring;
  private final Clock clock;

  SealedSignIns(SignInRepository rows, KeyRing ring, Clock clock) {
    this.rows = rows;
    this.ring = ring;
    this.clock = clock;
  }

  @Override
  public Optional<Kept> find(UserId user, String server) {
    return rows.find(user.value(), server)
        .flatMap(row -> ring.open(row.sealed()).map(text -> new Kept(text, row.version())));
  }

  @Override
  public void put(UserId user, String server, String text) {
    rows.put(user.value(), server, ring.seal(text), clock.instant());
  }

  @Override
  public boolean replace(UserId user, String server, long version, String text) {
    return rows.replace(user.value(), server, version, ring.seal(text)) > 0;
  }

  @Override
  public boolean claim(UserId user, String server, long version, Instant now, Instant until) {
    return rows.claim(user.value(), server, version, now, until) > 0;
  }

  @Override
  public boolean remove(UserId user, String server, long version) {
    return rows.remove(user.value(), server, version) > 0;
  }

  @Override
  public Optional<UserId> latest(String server) {
    return rows.findLatest(server).map(row -> new UserId(row.userId()));
  }

  @Override
  public void begin(String key, String text, Instant expires) {
    rows.removeExpired(clock.instant());
    rows.begin(key, ring.seal(text), expires);
  }

  /** Of several requests, the one whose deletion counts gets it. */
  @Override
  public Optional<String> take(String key) {
    Optional<String> sealed = rows.findBegun(key);
    return sealed.isPresent() && rows.removeBegun(key) > 0
        ? sealed.flatMap(ring::open)
        : Optional.empty();
  }
}
