package dev.coda.benchmarks;

import dev.coda.api.artifact.ArtifactStore;
import dev.coda.api.session.MessageIndex;
import dev.coda.api.session.RunStore;
import dev.coda.api.session.SessionStore;
import dev.coda.api.session.Stores;
import dev.coda.api.session.ToolPermissionStore;
import dev.coda.core.store.InMemoryStores;

/** Remembers sessions, so that a run has one to read, but no run: each finds the same history. */
record ForgetfulStores(
    SessionStore sessions,
    RunStore runs,
    MessageIndex index,
    ToolPermissionStore toolPermissions,
    ArtifactStore artifacts)
    implements Stores {
  static ForgetfulStores create() {
    return with(new ForgetfulRunStore());
  }

  /** Has runs go to this store instead. */
  static ForgetfulStores with(RunStore runs) {
    Stores memory = InMemoryStores.create();
    return new ForgetfulStores(
        memory.sessions(), runs, memory.index(), memory.toolPermissions(), memory.artifacts());
  }
}
