package dev.coda.bridge.oauth;

import dev.coda.api.id.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * Stores sign-ins. Their texts are secrets: an implementation that writes them to a disk or a
 * database must encrypt them. Thread-safe.
 */
public interface SignInStore {
  /**
   * A user's sign-in to a server. Its text form shows no secret. Immutable.
   *
   * @param text the text to store, a secret
   * @param version changes with every change of the text
   */
  record Kept(String text, long version) {
    @Override
    public String toString() {
      return "Kept[" + version + "]";
    }
  }

  /**
   * Finds a user's sign-in.
   *
   * @param user the user
   * @param server the name of the server
   * @return the sign-in; empty if there is none
   */
  Optional<Kept> find(UserId user, String server);

  /**
   * Stores a user's sign-in, which replaces an earlier one.
   *
   * @param user the user
   * @param server the name of the server
   * @param text the text to store, a secret
   */
  void put(UserId user, String server, String text);

  /**
   * Replaces a sign-in unless it has changed meanwhile, and ends a claim on it.
   *
   * @param user the user
   * @param server the name of the server
   * @param version the version to replace
   * @param text the text to store, a secret
   * @return whether it was replaced
   */
  boolean replace(UserId user, String server, long version, String text);

  /**
   * Claims the right to renew a sign-in, so that only one process renews it.
   *
   * @param user the user
   * @param server the name of the server
   * @param version the version to renew
   * @param now the time
   * @param until the time at which the claim ends by itself
   * @return false if the sign-in has changed, or another process holds a claim
   */
  boolean claim(UserId user, String server, long version, Instant now, Instant until);

  /**
   * Removes a sign-in unless it has changed meanwhile.
   *
   * @param user the user
   * @param server the name of the server
   * @param version the version to remove
   * @return whether it was removed
   */
  boolean remove(UserId user, String server, long version);

  /**
   * {@return the user who is signed in to a server and did so last}
   *
   * @param server the name of the server
   */
  Optional<UserId> latest(String server);

  /**
   * Stores a sign-in that has begun.
   *
   * @param key a digest of its state
   * @param text the text to store, a secret
   * @param expires the time after which it may be deleted
   */
  void begin(String key, String text, Instant expires);

  /**
   * Removes and returns a sign-in that has begun. If several callers do this, only one of them gets
   * it.
   *
   * @param key a digest of its state
   * @return the sign-in; empty if there is none, or it was removed before
   */
  Optional<String> take(String key);
}
