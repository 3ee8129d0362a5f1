package dev.coda.server.dialect.responses;

import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Stores;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Deletes the sessions of responses that were not to be stored, some time after their runs have
 * ended, so that a slow client still gets the end. Whichever server comes first does it.
 * Thread-safe.
 */
@Singleton
class UnstoredResponses {
  private static final Duration READING = Duration.ofMinutes(1);

  private final DeletedResponses deleted;
  private final Stores stores;
  private final Clock clock;

  UnstoredResponses(DeletedResponses deleted, Stores stores, Clock clock) {
    this.deleted = deleted;
    this.stores = stores;
    this.clock = clock;
  }

  @Scheduled(initialDelay = "1m", fixedDelay = "1m")
  void deleteEnded() {
    Instant before = clock.instant().minus(READING);
    long gone;
    do {
      gone = deleted.endedBefore(before).stream().filter(this::delete).count();
    } while (gone > 0);
  }

  private boolean delete(UnstoredResponse response) {
    return stores
        .sessions()
        .delete(new UserId(response.userId()), new SessionId(response.sessionId()));
  }
}
