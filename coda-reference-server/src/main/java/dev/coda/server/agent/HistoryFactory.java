package dev.coda.server.agent;

import dev.coda.api.id.IdSource;
import dev.coda.api.session.Stores;
import dev.coda.core.history.Branches;
import dev.coda.core.history.SessionExport;
import dev.coda.core.history.SessionImport;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes what works on stored conversations. Thread-safe. */
@Factory
final class HistoryFactory {
  @Singleton
  Branches branches(Stores stores, IdSource ids, Clock clock) {
    return Branches.of(stores, ids, clock);
  }

  @Singleton
  SessionExport sessionExport(Stores stores) {
    return SessionExport.of(stores);
  }

  @Singleton
  SessionImport sessionImport(Stores stores, IdSource ids, Clock clock) {
    return SessionImport.of(stores.sessions(), ids, clock);
  }
}
