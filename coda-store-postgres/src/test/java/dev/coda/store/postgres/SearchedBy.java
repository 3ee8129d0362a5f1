package dev.coda.store.postgres;

import dev.coda.api.artifact.ArtifactStore;
import dev.coda.api.session.MessageIndex;
import dev.coda.api.session.RunStore;
import dev.coda.api.session.SessionStore;
import dev.coda.api.session.Stores;
import dev.coda.api.session.ToolPermissionStore;
import java.util.function.Function;
import javax.sql.DataSource;

/** Stores whose vectors are searched in one way always. Thread-safe. */
record SearchedBy(PostgresStores stores, MessageIndex index) implements Stores {
  static SearchedBy of(
      DataSource pool, String schema, Function<Database, ? extends VectorSearch> search) {
    PostgresStores stores = PostgresStores.builder(pool).schema(schema).build();
    Database database = new Database(pool, schema, 4);
    return new SearchedBy(stores, new PostgresMessageIndex(database, search.apply(database)));
  }

  @Override
  public SessionStore sessions() {
    return stores.sessions();
  }

  @Override
  public RunStore runs() {
    return stores.runs();
  }

  @Override
  public ToolPermissionStore toolPermissions() {
    return stores.toolPermissions();
  }

  @Override
  public ArtifactStore artifacts() {
    return stores.artifacts();
  }
}
