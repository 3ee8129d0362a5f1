package dev.coda.core.internal.run;

import dev.coda.api.error.AdmissionException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.time.TimerClock;
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
 * be another process's. The number of requests that wait is bounded for each branch, for each user
 * and in all. Thread-safe.
 */
final class BranchQueues {
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final TimerClock clock;
  private final int longestLine;
  private final int mostOfUser;
  private final int mostInAll;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Place, ArrayDeque<Ticket>> lines = new HashMap<>();
  private final Map<UserId, Integer> ofUsers = new HashMap<>();
  private int inAll;

  BranchQueues(TimerClock clock) {
    this(clock, 8, 16, 256);
  }

  /**
   * @param longestLine how many requests wait for one branch
   * @param mostOfUser how many of one user wait for any
   * @param mostInAll how many wait
   */
  BranchQueues(TimerClock clock, int longestLine, int mostOfUser, int mostInAll) {
    this.clock = clock;
    this.longestLine = longestLine;
    this.mostOfUser = mostOfUser;
    this.mostInAll = mostInAll;
  }

  /** Names what a request continues from; null for the session's head. */
  record Place(SessionId session, @Nullable MessageId from) {}

  /**
   * Tries until there is no conflict, in turn with all others of the same place. A request that has
   * waited is not refused at its turn for want of capacity, but waits for that as well.
   *
   * @throws StoreException a conflict, when time is up or the thread is interrupted
   * @throws AdmissionException if too many wait already, or the first attempt is refused
   */
  <T> T inTurn(Place place, UserId user, Duration patience, Supplier<T> attempt) {
    Ticket ticket = new Ticket(user, patience);
    join(place, ticket);
    try {
      boolean waited = awaitTurn(place, ticket);
      while (true) {
        try {
          return attempt.get();
        } catch (StoreException e) {
          if (e.kind() != FailureKind.CONFLICT || ticket.left() <= 0) {
            throw e;
          }
        } catch (AdmissionException e) {
          if (!waited || !e.kind().retryable() || ticket.left() <= 0) {
            throw e;
          }
        }
        pause(ticket);
        waited = true;
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
      requireRoom(place, ticket.user);
      lines.computeIfAbsent(place, where -> new ArrayDeque<>()).addLast(ticket);
      ofUsers.merge(ticket.user, 1, Integer::sum);
      inAll++;
    } finally {
      lock.unlock();
    }
  }

  private void requireRoom(Place place, UserId user) {
    @Nullable ArrayDeque<Ticket> line = lines.get(place);
    if (line != null && line.size() >= longestLine) {
      throw full(
          "%d requests wait for this branch of session %s already."
              .formatted(longestLine, place.session()));
    }
    if (ofUsers.getOrDefault(user, 0) >= mostOfUser) {
      throw full("%d requests of this user wait already.".formatted(mostOfUser));
    }
    if (inAll >= mostInAll) {
      throw full("%d requests wait for busy branches already.".formatted(mostInAll));
    }
  }

  private static AdmissionException full(String message) {
    return new AdmissionException(
        FailureKind.RATE_LIMITED, message + " Send it again later.", RETRY_AFTER);
  }

  private void leave(Place place, Ticket ticket) {
    lock.lock();
    try {
      inAll--;
      ofUsers.computeIfPresent(ticket.user, (user, count) -> count == 1 ? null : count - 1);
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

  /** Returns whether it was not the ticket's turn at once. */
  private boolean awaitTurn(Place place, Ticket ticket) throws InterruptedException {
    boolean waited = false;
    lock.lockInterruptibly();
    try {
      while (lines.getOrDefault(place, new ArrayDeque<>()).peekFirst() != ticket
          && ticket.left() > 0) {
        waited = true;
        ticket.awaitWake(ticket.left());
      }
      return waited;
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
  private final class Ticket {
    private final UserId user;
    private final Condition called = lock.newCondition();
    private final long deadline;
    private boolean woken;

    Ticket(UserId user, Duration patience) {
      this.user = user;
      this.deadline = clock.nanoTime() + patience.toNanos();
    }

    long left() {
      return deadline - clock.nanoTime();
    }

    void wake() {
      woken = true;
      called.signal();
    }

    void awaitWake(long nanos) throws InterruptedException {
      long rest = nanos;
      while (!woken && rest > 0) {
        rest = clock.awaitNanos(called, rest);
      }
      woken = false;
    }
  }
}
