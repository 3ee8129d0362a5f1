package dev.coda.server.rate;

import dev.coda.core.signal.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Buckets that are charged at every server for what a user takes at any of them. Each server tells
 * the others a few times a second what it has charged, so nobody waits for another server, and a
 * server that cannot be reached limits users by what they do there. Thread-safe.
 */
final class ReplicatedBuckets implements Buckets {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicatedBuckets.class);

  /** An entry has some 60 bytes, a message some thousands. */
  private static final int USERS_AT_ONCE = 100;

  private final Buckets here;
  private final Signals signals;
  private final String topic;
  private final Consumer<Runnable> later;
  private final Map<UUID, Long> untold = new ConcurrentHashMap<>();
  private final AtomicBoolean telling = new AtomicBoolean();

  private ReplicatedBuckets(Buckets here, Signals signals, String topic, Consumer<Runnable> later) {
    this.here = here;
    this.signals = signals;
    this.topic = topic;
    this.later = later;
  }

  /**
   * Shares buckets with the other servers.
   *
   * @param topic names them there
   * @param later runs a task on another thread, a part of a second from then
   */
  static Buckets create(Buckets here, Signals signals, String topic, Consumer<Runnable> later) {
    if (signals.maxBytes() == 0) {
      return here;
    }
    ReplicatedBuckets buckets = new ReplicatedBuckets(here, signals, topic, later);
    var _ =
        signals.receive(
            topic,
            new Signals.Receiver() {
              @Override
              public void received(String message) {
                buckets.chargeHere(message);
              }

              @Override
              public void missed() {
                // What was taken elsewhere meanwhile is not known, and is forgotten in a minute.
              }
            });
    return buckets;
  }

  @Override
  public Level take(UUID user) {
    Level level = here.take(user);
    if (level.taken()) {
      note(user, 1);
    }
    return level;
  }

  @Override
  public void charge(UUID user, long amount) {
    here.charge(user, amount);
    if (amount > 0) {
      note(user, amount);
    }
  }

  @Override
  public Level level(UUID user) {
    return here.level(user);
  }

  private void note(UUID user, long amount) {
    untold.merge(user, amount, Long::sum);
    if (telling.compareAndSet(false, true)) {
      later.accept(this::tell);
    }
  }

  private void tell() {
    telling.set(false);
    List<String> entries = new ArrayList<>();
    for (UUID user : List.copyOf(untold.keySet())) {
      Long amount = untold.remove(user);
      if (amount != null) {
        entries.add(user + " " + amount);
      }
    }
    for (int from = 0; from < entries.size(); from += USERS_AT_ONCE) {
      int to = Math.min(entries.size(), from + USERS_AT_ONCE);
      signals.broadcast(topic, String.join("\n", entries.subList(from, to)));
    }
  }

  private void chargeHere(String message) {
    try {
      message
          .lines()
          .map(line -> line.split(" ", -1))
          .forEach(entry -> here.charge(UUID.fromString(entry[0]), Long.parseLong(entry[1])));
    } catch (RuntimeException e) {
      LOG.warn("A message of another server names no amounts: {}", e.toString());
    }
  }
}
