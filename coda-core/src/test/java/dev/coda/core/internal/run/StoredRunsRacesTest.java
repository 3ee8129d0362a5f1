package dev.coda.core.internal.run;

import static dev.coda.core.Race.require;

import dev.coda.api.id.RunId;
import dev.coda.core.Race;
import dev.coda.core.signal.Signals;
import dev.coda.core.store.InMemoryStores;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Viewers that follow a run in the store, in many orders of their steps. */
class StoredRunsRacesTest {
  private static final RunId RUN = new RunId(new UUID(1, 2));

  @Test
  void whatIsAnnouncedAfterAViewerLookedWakesIt() {
    Race.run(race -> {
      Scene scene = new Scene();
      race.thread(scene.viewerOfChanges());
      race.thread(scene.viewerOfChanges());
      race.thread(scene::change);
      return () -> {};
    });
  }

  private static final class Scene {
    private final StoredRuns stored =
        new StoredRuns(
            InMemoryStores.create().runs(),
            new RunSignals(Signals.none()),
            task -> {},
            new UntimedClock());
    private volatile boolean changed;

    Void change() {
      changed = true;
      stored.announce(RUN);
      return null;
    }

    Callable<Void> viewerOfChanges() {
      return () -> {
        try (FollowedRun run = stored.follow(RUN)) {
          long seen = run.announcements();
          if (!changed) {
            FollowedRun.State state = run.await(seen, 0, Long.MAX_VALUE);
            require(state == FollowedRun.State.CHANGED, "woken for nothing");
          }
        }
        return null;
      };
    }
  }
}
