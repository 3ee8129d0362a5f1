package dev.coda.bridge.mcp;

import dev.coda.api.id.UserId;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connections to a server whose users sign in: one for each user, opened by the user's first
 * call and closed when it has not been used for a while. Thread-safe.
 */
final class UserConnections implements AutoCloseable {
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final ServerEntry entry;
  private final ConnectionSettings settings;
  private final long idleNanos;
  private final Map<UserId, Slot> slots = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private static final class Slot {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile long used = System.nanoTime();

    /** Guarded by the lock. */
    private @Nullable Connection connection;
  }

  UserConnections(ServerEntry entry, ConnectionSettings settings) {
    this.entry = entry;
    this.settings = settings;
    // A call that takes long must not lose its connection.
    this.idleNanos = IDLE.plus(entry.timeout()).toNanos();
  }

  /**
   * Returns a user's connection.
   *
   * @param failed a connection that no longer works, even if its end has not been noticed yet
   * @return null if this is closed
   * @throws SignInRequiredException if the user has to sign in
   */
  @Nullable Connection get(UserId user, @Nullable Connection failed)
      throws IOException, TimeoutException, InterruptedException {
    closeIdle();
    Slot slot = slots.computeIfAbsent(user, any -> new Slot());
    slot.used = System.nanoTime();
    slot.lock.lockInterruptibly();
    try {
      Connection known = slot.connection;
      if (known != null && known != failed && !known.closed().isDone()) {
        return known;
      }
      slot.connection = null;
      if (known != null) {
        known.close();
      }
      if (closed) {
        return null;
      }
      slot.connection = Connection.open(entry, settings, user, false);
      return slot.connection;
    } finally {
      slot.lock.unlock();
    }
  }

  @Override
  public void close() {
    closed = true;
    slots.values().forEach(UserConnections::close);
  }

  private void closeIdle() {
    long now = System.nanoTime();
    slots.forEach((user, slot) -> {
      if (now - slot.used > idleNanos && slots.remove(user, slot)) {
        close(slot);
      }
    });
  }

  private static void close(Slot slot) {
    slot.lock.lock();
    try {
      if (slot.connection != null) {
        slot.connection.close();
        slot.connection = null;
      }
    } finally {
      slot.lock.unlock();
    }
  }
}
