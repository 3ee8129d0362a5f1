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
 * Keeps data that was read for each user for ten seconds. When the data changes on any server, all
 * servers remove it at once. A server that does not receive the message uses the new data after ten
 * seconds. Thread-safe.
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
   * @param topic the name of the cache in messages between servers
   * @param read reads the data of a user
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

  /** Returns the data of a user, which is read if the cache does not have it. */
  public V get(UserId user) {
    return known.get(user, read);
  }

  /** Removes a user's entry on all servers, after the data was changed. */
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
