package dev.coda.server.signal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.coda.api.id.UserId;
import dev.coda.core.signal.Signals;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps something that was read of each user for ten seconds. A change made at any server makes all
 * of them forget it at once; one that a server does not learn of holds there when the ten seconds
 * are over. Thread-safe.
 */
public final class UserCache<V> {
  /** How long a change can go unnoticed where a message about it was lost. */
  static final Duration KEPT = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(UserCache.class);
  private static final int MOST_KEPT = 10_000;

  private final Signals signals;
  private final String topic;
  private final Function<UserId, V> read;
  private final Cache<UserId, V> known =
      Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST_KEPT).build();

  private UserCache(Signals signals, String topic, Function<UserId, V> read) {
    this.signals = signals;
    this.topic = topic;
    this.read = read;
  }

  /**
   * Creates an empty cache.
   *
   * @param topic names it to the other servers
   * @param read reads what is not known
   */
  public static <V> UserCache<V> create(Signals signals, String topic, Function<UserId, V> read) {
    UserCache<V> cache = new UserCache<>(signals, topic, read);
    var _ =
        signals.receive(
            topic,
            new Signals.Receiver() {
              @Override
              public void received(String message) {
                cache.forgetHere(message);
              }

              @Override
              public void missed() {
                cache.known.invalidateAll();
              }
            });
    return cache;
  }

  /** Returns what is known of a user, reading it if nothing is. */
  public V get(UserId user) {
    return known.get(user, read);
  }

  /** Forgets a user's entry at all servers, after it was changed. */
  public void forget(UserId user) {
    known.invalidate(user);
    signals.broadcast(topic, user.toString());
  }

  private void forgetHere(String user) {
    try {
      known.invalidate(UserId.of(user));
    } catch (IllegalArgumentException e) {
      LOG.warn("A message names no user: {}", e.getMessage());
    }
  }
}
