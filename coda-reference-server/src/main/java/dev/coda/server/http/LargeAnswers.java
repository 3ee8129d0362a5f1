package dev.coda.server.http;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import io.micronaut.http.server.netty.NettyHttpRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits how many large answers are in memory at once, in total and for one user. An answer counts
 * from before it is read until the client has it. If others wait, the connection of a client that
 * reads slowly is closed. Thread-safe.
 */
@Singleton
public final class LargeAnswers implements ApplicationEventListener<HttpRequestTerminatedEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(LargeAnswers.class);

  /** What reading and writing the largest message can take, approximately. */
  private static final long BYTES_EACH = 128L << 20;

  private static final int FEWEST = 2;
  private static final long SMALL = 256 << 10;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
  private static final Duration LONGEST_SENDING = Duration.ofSeconds(10);
  private static final String ATTRIBUTE = LargeAnswers.class.getName();

  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition changed = lock.newCondition();
  private final Set<Room> rooms = new LinkedHashSet<>();
  private final int most;
  private final Duration longestWait;
  private final Duration longestSending;

  @Inject
  LargeAnswers() {
    this(
        (int) Math.max(FEWEST, Runtime.getRuntime().maxMemory() / BYTES_EACH),
        LONGEST_WAIT,
        LONGEST_SENDING);
  }

  LargeAnswers(int most, Duration longestWait, Duration longestSending) {
    this.most = most;
    this.longestWait = longestWait;
    this.longestSending = longestSending;
  }

  /**
   * Waits until there is room to read the answer to a request.
   *
   * @throws ProblemException {@code unavailable} if there is no room in time
   */
  public void await(HttpRequest<?> request, UUID user) {
    Room room = new Room(user, () -> close(request));
    acquire(room);
    request.setAttribute(ATTRIBUTE, room);
  }

  /** Records that the answer was read. It keeps its room until it is sent, unless it is small. */
  public void send(HttpRequest<?> request, long bytes) {
    Optional<Room> room = room(request);
    if (bytes < SMALL) {
      room.ifPresent(this::release);
    } else {
      room.ifPresent(this::startSending);
    }
  }

  @Override
  public void onApplicationEvent(HttpRequestTerminatedEvent event) {
    room(event.getSource()).ifPresent(this::release);
  }

  private static Optional<Room> room(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE, Room.class);
  }

  private void acquire(Room room) {
    long until = System.nanoTime() + longestWait.toNanos();
    lock.lock();
    try {
      while (!hasRoomFor(room.user)) {
        Room slowest = slowest(room.user);
        long now = System.nanoTime();
        long sent = slowest == null ? Long.MIN_VALUE : now - slowest.sendingSince;
        if (slowest != null && sent >= longestSending.toNanos()) {
          LOG.info(
              "An answer was not received within {}; its connection is closed", longestSending);
          rooms.remove(slowest);
          slowest.close.run();
        } else if (now >= until) {
          throw tooMany();
        } else {
          long left = until - now;
          changed.awaitNanos(
              slowest == null ? left : Math.min(left, longestSending.toNanos() - sent));
        }
      }
      rooms.add(room);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw tooMany();
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRoomFor(UUID user) {
    return rooms.size() < most
        && rooms.stream().filter(room -> room.user.equals(user)).count() < Math.max(1, most / 2);
  }

  /** Returns the answer that is being sent for the longest among those in this user's way. */
  private @Nullable Room slowest(UUID user) {
    boolean full = rooms.size() >= most;
    return rooms.stream()
        .filter(room -> room.isSending && (full || room.user.equals(user)))
        .min((a, b) -> Long.compare(a.sendingSince - b.sendingSince, 0))
        .orElse(null);
  }

  private void startSending(Room room) {
    lock.lock();
    try {
      room.isSending = true;
      room.sendingSince = System.nanoTime();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void release(Room room) {
    lock.lock();
    try {
      if (rooms.remove(room)) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void close(HttpRequest<?> request) {
    HttpRequest<?> inner = request;
    while (inner instanceof HttpRequestWrapper<?> wrapper) {
      inner = wrapper.getDelegate();
    }
    if (inner instanceof NettyHttpRequest<?> netty) {
      var _ = netty.getChannelHandlerContext().close();
    }
  }

  private static ProblemException tooMany() {
    return ProblemException.retryLater(
        ErrorCode.UNAVAILABLE,
        "Too many large answers are being sent; try again.",
        Duration.ofSeconds(1));
  }

  /** The room for one answer. Guarded by the lock. */
  private static final class Room {
    private final UUID user;
    private final Runnable close;
    private boolean isSending;
    private long sendingSince;

    Room(UUID user, Runnable close) {
      this.user = user;
      this.close = close;
    }
  }
}
