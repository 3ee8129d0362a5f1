package dev.coda.bridge.oauth;

import dev.coda.api.id.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * Where sign-ins are kept. Their texts are secrets: an implementation encrypts what it writes to a
 * disk or a database. Thread-safe.
 */
public interface SignInStore {
  /**
   * A user's sign-in to a server. Its text form shows no secret. Immutable.
   *
   * @param text what is kept, a secret
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
   * Keeps a user's sign-in in place of an earlier one.
   *
   * @param user the user
   * @param server the name of the server
   * @param text what is kept, a secret
   */
  void put(UserId user, String server, String text);

  /**
   * Replaces a sign-in unless it has changed meanwhile, and ends a claim on it.
   *
   * @param user the user
   * @param server the name of the server
   * @param version the version to replace
   * @param text what is kept, a secret
   * @return whether it was replaced
   */
  boolean replace(UserId user, String server, long version, String text);

  /**
   * Claims the right to renew a sign-in, so that of all processes one alone does.
   *
   * @param user the user
   * @param server the name of the server
   * @param version the version to renew
   * @param now the time
   * @param until when the claim ends by itself
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
   * {@return the user who signed in to a server last, among those who are signed in}
   *
   * @param server the name of the server
   */
  Optional<UserId> latest(String server);

  /**
   * Keeps a sign-in that has begun.
   *
   * @param key a digest of its state
   * @param text what is kept, a secret
   * @param expires when it may be forgotten
   */
  void begin(String key, String text, Instant expires);

  /**
   * Takes a sign-in that has begun; of several callers one alone gets it.
   *
   * @param key a digest of its state
   * @return what was kept; empty if there is nothing, or it was taken before
   */
  Optional<String> take(String key);
}
