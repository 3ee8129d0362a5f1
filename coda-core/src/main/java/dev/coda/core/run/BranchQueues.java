package dev.coda.core.run;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lines up requests that wait for a busy branch, first come, first served. The first in a line
 * tries again when a run of its session ends here, and now and then, since the run in its way may
 * be another process's. Thread-safe.
 */
final class BranchQueues {
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Place, ArrayDeque<Ticket>> lines = new HashMap<>();

  /** Names what a request continues from; null for the session's head. */
  record Place(SessionId session, @Nullable MessageId from) {}

  /**
   * Tries until there is no conflict, in turn with all others of the same place.
   *
   * @throws StoreException a conflict, when time is up or the thread is interrupted
   */
  <T> T inTurn(Place place, Duration patience, Supplier<T> attempt) {
    Ticket ticket = new Ticket(lock.newCondition(), System.nanoTime() + patience.toNanos());
    join(place, ticket);
    try {
      awaitTurn(place, ticket);
      while (true) {
        try {
          return attempt.get();
        } catch (StoreException e) {
          if (e.kind() != FailureKind.CONFLICT || ticket.left() <= 0) {
            throw e;
          }
        }
        pause(ticket);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          FailureKind.CONFLICT, "Waiting behind the active run was interrupted.", e);
    } finally {
      leave(place, ticket);
    }
  }

  /** Wakes those who wait for this session. */
  void runEnded(SessionId session) {
    wake(session);
  }

  /** Wakes all, to see that the agent is closed. */
  void wakeAll() {
    wake(null);
  }

  private void wake(@Nullable SessionId session) {
    lock.lock();
    try {
      lines.forEach((place, line) -> {
        if (session == null || place.session().equals(session)) {
          line.getFirst().wake();
        }
      });
    } finally {
      lock.unlock();
    }
  }

  private void join(Place place, Ticket ticket) {
    lock.lock();
    try {
      lines.computeIfAbsent(place, where -> new ArrayDeque<>()).addLast(ticket);
    } finally {
      lock.unlock();
    }
  }

  private void leave(Place place, Ticket ticket) {
    lock.lock();
    try {
      lines.computeIfPresent(
          place,
          (where, line) -> {
            line.remove(ticket);
            return line.isEmpty() ? null : line;
          });
      ArrayDeque<Ticket> line = lines.get(place);
      if (line != null) {
        line.getFirst().wake();
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitTurn(Place place, Ticket ticket) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (lines.getOrDefault(place, new ArrayDeque<>()).peekFirst() != ticket
          && ticket.left() > 0) {
        ticket.awaitWake(ticket.left());
      }
    } finally {
      lock.unlock();
    }
  }

  private void pause(Ticket ticket) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      ticket.awaitWake(Math.min(POLL_NANOS, ticket.left()));
    } finally {
      lock.unlock();
    }
  }

  /** Is one request's place in a line. Guarded by the lock. */
  private static final class Ticket {
    private final Condition called;
    private final long deadline;
    private boolean woken;

    Ticket(Condition called, long deadline) {
      this.called = called;
      this.deadline = deadline;
    }

    long left() {
      return deadline - System.nanoTime();
    }

    void wake() {
      woken = true;
      called.signal();
    }

    void awaitWake(long nanos) throws InterruptedException {
      long rest = nanos;
      while (!woken && rest > 0) {
        rest = called.awaitNanos(rest);
      }
      woken = false;
    }
  }
}
