package dev.coda.core.internal.run;

import static dev.coda.core.Race.require;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.core.Race;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Viewers that read the same page, in many orders of their steps. */
class SharedPagesRacesTest {
  private static final RunId RUN = new RunId(new UUID(1, 2));
  private static final List<RunEvent> PAGE =
      List.of(
          new RunEvent(
              RUN,
              new SessionId(RUN.value()),
              1,
              Instant.EPOCH,
              new ContentDelta(new MessageId(RUN.value()), 0, 0, "x")));

  @Test
  void eachHasThePageThoughOneReadingFails() {
    Race.run(race -> {
      AtomicInteger readings = new AtomicInteger();
      SharedPages pages =
          new SharedPages((run, afterSeq) -> {
            if (readings.incrementAndGet() == 1) {
              throw new StoreException(FailureKind.STORE_UNAVAILABLE, "unavailable");
            }
            return PAGE;
          });
      race.thread(patient(pages));
      race.thread(patient(pages));
      return () -> require(readings.get() <= 3, "a page was read more often than asked for");
    });
  }

  /** Asks once more if a reading fails, as a cursor does: no failure is kept. */
  private static Callable<Void> patient(SharedPages pages) {
    return () -> {
      List<RunEvent> page;
      try {
        page = pages.behind(RUN, 0);
      } catch (StoreException e) {
        page = pages.behind(RUN, 0);
      }
      require(page.equals(PAGE), "not the page");
      return null;
    };
  }
}
