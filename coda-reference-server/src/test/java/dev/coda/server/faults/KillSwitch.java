package dev.coda.server.faults;

import dev.coda.server.faults.KillPoint.Place;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Kills a server when a run gets to the chosen point. Thread-safe. */
final class KillSwitch {
  private @Nullable Armed armed;

  /** Runs {@code kill} once, when the point is reached. */
  synchronized CountDownLatch arm(KillPoint point, Runnable kill) {
    armed = new Armed(point.place(), point.after(), kill);
    return armed.fired;
  }

  synchronized void disarm() {
    armed = null;
  }

  /** Says that a run is somewhere; returns after the kill if this was the chosen time. */
  void reached(Place place) {
    Armed fires;
    synchronized (this) {
      if (armed == null || armed.place != place || armed.left-- > 0) {
        return;
      }
      fires = armed;
      armed = null;
    }
    fires.kill.run();
    fires.fired.countDown();
  }

  static boolean within(CountDownLatch latch, long millis) throws InterruptedException {
    return latch.await(millis, TimeUnit.MILLISECONDS);
  }

  private static final class Armed {
    private final Place place;
    private int left;
    private final Runnable kill;
    private final CountDownLatch fired = new CountDownLatch(1);

    Armed(Place place, int left, Runnable kill) {
      this.place = place;
      this.left = left;
      this.kill = kill;
    }
  }
}
