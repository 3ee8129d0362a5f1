package dev.coda.core.internal.run;

import static dev.coda.core.Race.require;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.core.Race;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Requests that wait for a branch, in many orders of their steps. */
class BranchQueuesRacesTest {
  private static final SessionId SESSION = new SessionId(new UUID(1, 2));

  @Test
  void eachIsServedThoughNobodyLooksAgainByTheClock() {
    Race.run(
        150,
        race -> {
          Scene scene = new Scene();
          race.thread(scene.request());
          race.thread(scene.request());
          return () -> require(scene.served.get() == 2, "a request was not served");
        });
  }

  @Test
  void whoeverIsBehindOneThatFailsIsServed() {
    Race.run(race -> {
      Scene scene = new Scene();
      race.thread(scene.failing());
      race.thread(scene.request());
      return () -> require(scene.served.get() == 1, "a request was not served");
    });
  }

  /** A branch on which one run is active at a time. */
  private static final class Scene {
    private static final BranchQueues.Place HEAD = new BranchQueues.Place(SESSION, null);
    private static final UserId USER = new UserId(new UUID(3, 4));

    private final BranchQueues queues = new BranchQueues(new UntimedClock());
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicInteger served = new AtomicInteger();

    Callable<Void> request() {
      return () -> {
        queues.inTurn(HEAD, USER, Duration.ofDays(1), this::start);
        busy.set(false);
        queues.runEnded(SESSION);
        return null;
      };
    }

    Callable<Void> failing() {
      return () -> {
        try {
          queues.inTurn(HEAD, USER, Duration.ofDays(1), Scene::fail);
        } catch (StoreException e) {
          require(e.kind() == FailureKind.NOT_FOUND, "not its own failure");
        }
        return null;
      };
    }

    private static int fail() {
      throw new StoreException(FailureKind.NOT_FOUND, "no session");
    }

    private int start() {
      if (!busy.compareAndSet(false, true)) {
        throw new StoreException(FailureKind.CONFLICT, "busy");
      }
      return served.incrementAndGet();
    }
  }
}
