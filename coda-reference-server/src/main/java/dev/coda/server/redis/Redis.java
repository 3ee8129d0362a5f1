package dev.coda.server.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Redis of {@code REDIS_URL}, which may become unavailable at any time. A call waits only for a
 * short time. After a failure, calls do not wait at all until a separate thread has reached Redis
 * again. Thread-safe.
 */
public final class Redis implements AutoCloseable {
  /** How long a request waits for an answer. */
  static final Duration PATIENCE = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(Redis.class);
  private static final Duration CHECK_PAUSE = Duration.ofSeconds(1);
  private static final Duration CHECK_TIME = Duration.ofMillis(500);

  private final RedisClient client;
  private final RedisURI address;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final LongAdder failures = new LongAdder();
  private volatile Subscriber subscriber = new Subscriber(List.of(), _ -> {}, () -> {});
  private volatile @Nullable RedisLink link;
  private volatile boolean available;

  /** Whether it was said that Redis is unavailable. */
  private volatile boolean away;

  private @Nullable Thread thread;

  Redis(RedisClient client, RedisURI address) {
    this.client = client;
    this.address = address;
  }

  /** Who takes messages, and learns that some may have been lost. */
  private record Subscriber(List<String> channels, Consumer<String> received, Runnable missed) {}

  /**
   * Starts to connect in the background, and to receive the messages of these channels.
   *
   * @param received receives messages, on a thread that must not block
   * @param missed is called when messages may have been lost
   */
  public void start(List<String> channels, Consumer<String> received, Runnable missed) {
    subscriber = new Subscriber(List.copyOf(channels), received, missed);
    thread = Thread.ofPlatform().daemon().name("redis-watch").start(this::watch);
  }

  /**
   * Executes a command that answers within {@link #PATIENCE} or fails. Returns empty if Redis is
   * unavailable. The call has then waited at most this long, and within a second later calls do not
   * wait any more.
   */
  public <T> Optional<T> ask(Function<StatefulRedisConnection<String, byte[]>, T> question) {
    RedisLink current = link;
    if (!available || current == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(question.apply(current.commands()));
    } catch (RuntimeException e) {
      failed(e);
      return Optional.empty();
    }
  }

  /**
   * Waits for an answer, within {@link #ask}, for {@link #PATIENCE} at most.
   *
   * @throws IllegalStateException if there is none in time
   */
  static <T> T await(CompletionStage<T> answer) {
    try {
      return RedisLink.await(answer, PATIENCE);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Redis did not answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Redis", e);
    }
  }

  /** Sends a message, or drops it. */
  public void publish(String channel, String message) {
    RedisLink current = link;
    if (available && current != null) {
      var _ = current.commands().async().publish(channel, message.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Returns whether Redis answers, as far as is known. */
  public boolean isAvailable() {
    return available;
  }

  /** Returns how often Redis has failed or was unavailable since the start. */
  public long failures() {
    return failures.sum();
  }

  @Override
  public void close() {
    closed.countDown();
    Thread watching = thread;
    if (watching != null) {
      watching.interrupt();
    }
    RedisLink current = link;
    if (current != null) {
      current.close();
    }
  }

  private void watch() {
    while (closed.getCount() > 0) {
      try {
        look();
        var _ = closed.await(CHECK_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void look() throws InterruptedException {
    Subscriber current = subscriber;
    try {
      RedisLink open = link;
      if (open == null) {
        open =
            RedisLink.open(
                client, address, current.channels.toArray(String[]::new), current.received);
        link = open;
      }
      open.check(CHECK_TIME);
      if (!available) {
        LOG.info("Redis answers");
        available = true;
        away = false;
        current.missed.run();
      }
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      failed(e);
      RedisLink broken = link;
      link = null;
      if (broken != null) {
        broken.close();
      }
    }
  }

  private void failed(Exception why) {
    failures.increment();
    available = false;
    if (!away) {
      away = true;
      LOG.warn("Redis is unavailable, so each server works for itself: {}", why.toString());
    } else {
      LOG.debug("Redis is still away: {}", why.toString());
    }
  }
}
