package dev.coda.server.signal;

import dev.coda.server.redis.Redis;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages by Redis' channels: one for all servers of an installation and one for each. Nothing is
 * kept there, so nothing can grow there. Thread-safe.
 */
final class RedisSignals implements ServerSignals {
  private static final Logger LOG = LoggerFactory.getLogger(RedisSignals.class);
  private static final int MOST_BYTES = 256 << 10;
  private static final int MOST_WAITING = 10_000;

  private final Redis redis;
  private final String channel;
  private final Receivers receivers = new Receivers();

  /** Redis' own threads must not wait for those who take messages. */
  private final BlockingQueue<String> incoming = new ArrayBlockingQueue<>(MOST_WAITING);

  private final AtomicBoolean missed = new AtomicBoolean();
  private final Thread thread;

  private RedisSignals(Redis redis, String installation) {
    this.redis = redis;
    this.channel = "coda:" + installation;
    this.thread = Thread.ofPlatform().daemon().name("signals-in").unstarted(this::passOn);
  }

  /**
   * Starts to connect, in the background.
   *
   * @param installation names the servers that share a database
   */
  static RedisSignals start(Redis redis, String installation) {
    RedisSignals signals = new RedisSignals(redis, installation);
    signals.thread.start();
    redis.start(
        List.of(signals.channel, signals.channel(signals.address())),
        signals::arrived,
        signals::lost);
    return signals;
  }

  @Override
  public String address() {
    return receivers.address();
  }

  @Override
  public int maxBytes() {
    return MOST_BYTES;
  }

  @Override
  public void broadcast(String topic, String message) {
    publish(channel, topic, message);
  }

  @Override
  public void send(String address, String topic, String message) {
    publish(channel(address), topic, message);
  }

  @Override
  public Subscription receive(String topic, Receiver receiver) {
    return receivers.add(topic, receiver);
  }

  @Override
  public boolean isConnected() {
    return redis.isAvailable();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private String channel(String address) {
    return channel + ":" + address;
  }

  private void publish(String to, String topic, String message) {
    if (message.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      LOG.debug("A message of {} was too long", topic);
    } else {
      redis.publish(to, receivers.wrap(topic, message));
    }
  }

  private void arrived(String message) {
    if (!incoming.offer(message)) {
      lost();
    }
  }

  private void lost() {
    missed.set(true);
    // Wakes the thread; if there is no room, it is awake.
    var _ = incoming.offer("");
  }

  private void passOn() {
    try {
      while (true) {
        String message = incoming.take();
        if (missed.compareAndSet(true, false)) {
          receivers.missed();
        }
        if (!message.isEmpty()) {
          receivers.received(message);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
