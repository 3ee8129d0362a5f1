package dev.coda.core.memory;

import dev.coda.api.artifact.ArtifactStore;
import dev.coda.api.session.MessageIndex;
import dev.coda.api.session.RunStore;
import dev.coda.api.session.SessionStore;
import dev.coda.api.session.Stores;
import dev.coda.api.session.ToolPermissionStore;

/** Passes every call on, and notifies the indexer of writes. Thread-safe. */
final class WatchedStores implements Stores {
  private final Stores stores;
  private final SessionStore sessions;
  private final RunStore runs;

  WatchedStores(Stores stores, Indexer indexer) {
    this.stores = stores;
    this.sessions = new WatchedSessions(stores.sessions(), indexer);
    this.runs = new WatchedRuns(stores.runs(), indexer);
  }

  @Override
  public SessionStore sessions() {
    return sessions;
  }

  @Override
  public RunStore runs() {
    return runs;
  }

  @Override
  public MessageIndex index() {
    return stores.index();
  }

  @Override
  public ArtifactStore artifacts() {
    return stores.artifacts();
  }

  @Override
  public ToolPermissionStore toolPermissions() {
    return stores.toolPermissions();
  }
}
