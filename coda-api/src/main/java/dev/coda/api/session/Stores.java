package dev.coda.api.session;

import dev.coda.api.artifact.ArtifactStore;

/** Bundles the stores that belong together. Thread-safe. */
public interface Stores {
  /** Returns the store of sessions and messages. */
  SessionStore sessions();

  /** Returns the store of runs and their logs. */
  RunStore runs();

  /** Returns the index for search by meaning. */
  MessageIndex index();

  /** Returns what users said once and for all about tools. */
  ToolPermissionStore toolPermissions();

  /** Returns the store of what tools returned that no conversation can hold. */
  ArtifactStore artifacts();
}
