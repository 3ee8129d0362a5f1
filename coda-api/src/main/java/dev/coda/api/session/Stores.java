package dev.coda.api.session;

import dev.coda.api.artifact.ArtifactStore;

/**
 * Bundles the stores that belong together.
 *
 * <p>Those of {@code coda-core} keep everything in memory, those of {@code coda-store-postgres} in
 * PostgreSQL:
 *
 * <pre>{@code
 * Stores stores = InMemoryStores.create();
 * UserId ada = UserId.named("ada@example.org");
 * Session session = Session.start(SessionId.next(new TimeOrderedIds()), ada, Instant.now());
 * stores.sessions().create(session);
 * stores.sessions().list(ada, SessionQuery.first(20)).items().forEach(System.out::println);
 * }</pre>
 *
 * <p>Thread-safe.
 */
public interface Stores {
  /** {@return the store of sessions and messages} */
  SessionStore sessions();

  /** {@return the store of runs and their logs} */
  RunStore runs();

  /** {@return the index for search by meaning} */
  MessageIndex index();

  /** {@return the users' permanent decisions about tools} */
  ToolPermissionStore toolPermissions();

  /** {@return the store of artifacts: large results of tools, and files} */
  ArtifactStore artifacts();
}
