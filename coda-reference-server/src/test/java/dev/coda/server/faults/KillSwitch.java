package dev.coda.server.faults;

import dev.coda.server.faults.KillPoint.Place;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Kills a server, or freezes it, when a run gets to the chosen point. Thread-safe. */
final class KillSwitch {
  private @Nullable Armed armed;

  /** Runs {@code kill} once, when the point is reached. */
  CountDownLatch arm(KillPoint point, Runnable kill) {
    return arm(
        point,
        () -> {
          kill.run();
          return false;
        });
  }

  /**
   * Runs {@code blow} once, when the point is reached, and holds up what has reached it for as long
   * as the blow takes to return.
   *
   * @param blow returns whether the server lives and gets there in the end
   */
  synchronized CountDownLatch arm(KillPoint point, BooleanSupplier blow) {
    armed = new Armed(point.place(), point.after(), blow);
    return armed.fired;
  }

  synchronized void disarm() {
    armed = null;
  }

  /**
   * Notes that a run is at this point. If this was the chosen time, returns after the kill.
   *
   * @return whether the server lives
   */
  boolean survives(Place place) {
    Armed fires;
    synchronized (this) {
      if (armed == null || armed.place != place || armed.left-- > 0) {
        return true;
      }
      fires = armed;
      armed = null;
    }
    try {
      return fires.blow.getAsBoolean();
    } finally {
      fires.fired.countDown();
    }
  }

  static boolean within(CountDownLatch latch, Duration time) {
    try {
      return latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static final class Armed {
    private final Place place;
    private int left;
    private final BooleanSupplier blow;
    private final CountDownLatch fired = new CountDownLatch(1);

    Armed(Place place, int left, BooleanSupplier blow) {
      this.place = place;
      this.left = left;
      this.blow = blow;
    }
  }
}
