package dev.coda.server.http;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds how many large answers are in memory at once, in all and for one user: from before they
 * are read until the client has them. Thread-safe.
 */
@Singleton
public final class LargeAnswers implements ApplicationEventListener<HttpRequestTerminatedEvent> {
  /** What reading and writing the largest page of messages can take, approximately. */
  private static final long BYTES_EACH = 64L << 20;

  private static final int FEWEST = 2;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final String ATTRIBUTE = LargeAnswers.class.getName();

  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition freed = lock.newCondition();
  private final Map<UUID, Integer> byUser = new HashMap<>();
  private final int most;
  private final Duration longestWait;
  private int inUse;

  @Inject
  LargeAnswers() {
    this((int) Math.max(FEWEST, Runtime.getRuntime().maxMemory() / BYTES_EACH), LONGEST_WAIT);
  }

  LargeAnswers(int most, Duration longestWait) {
    this.most = most;
    this.longestWait = longestWait;
  }

  /**
   * Waits for room for the answer to a request, which it keeps until the answer is sent.
   *
   * @throws ProblemException {@code unavailable} if there is no room within ten seconds
   */
  public void await(HttpRequest<?> request, UUID user) {
    acquire(user);
    request.setAttribute(ATTRIBUTE, new Room(user, new AtomicBoolean()));
  }

  @Override
  public void onApplicationEvent(HttpRequestTerminatedEvent event) {
    event.getSource().getAttribute(ATTRIBUTE, Room.class).ifPresent(this::release);
  }

  private void acquire(UUID user) {
    long left = longestWait.toNanos();
    lock.lock();
    try {
      while (inUse >= most || byUser.getOrDefault(user, 0) >= Math.max(1, most / 2)) {
        if (left <= 0) {
          throw tooMany();
        }
        left = freed.awaitNanos(left);
      }
      inUse++;
      byUser.merge(user, 1, Integer::sum);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw tooMany();
    } finally {
      lock.unlock();
    }
  }

  private void release(Room room) {
    if (!room.released().compareAndSet(false, true)) {
      return;
    }
    lock.lock();
    try {
      inUse--;
      byUser.computeIfPresent(room.user(), (user, count) -> count == 1 ? null : count - 1);
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static ProblemException tooMany() {
    return ProblemException.retryLater(
        ErrorCode.UNAVAILABLE,
        "Too many large answers are being sent; try again.",
        Duration.ofSeconds(1));
  }

  /** The room for one answer, given back once. Immutable but for that. */
  private record Room(UUID user, AtomicBoolean released) {}
}
