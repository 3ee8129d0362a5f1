package dev.coda.core.store;

import dev.coda.api.artifact.ArtifactStore;
import dev.coda.api.session.MessageIndex;
import dev.coda.api.session.RunStore;
import dev.coda.api.session.SessionStore;
import dev.coda.api.session.Stores;
import dev.coda.api.session.ToolPermissionStore;
import dev.coda.api.time.TimerClock;
import java.time.Clock;

/**
 * Stores sessions, runs and embeddings in the memory of this process, as long as the process runs.
 * Thread-safe.
 */
public final class InMemoryStores implements Stores {
  private final SessionStore sessions;
  private final RunStore runs;
  private final MessageIndex index;
  private final ToolPermissionStore toolPermissions = new InMemoryToolPermissionStore();
  private final ArtifactStore artifacts;

  private InMemoryStores(Clock clock) {
    MemoryState state = new MemoryState();
    this.sessions = new InMemorySessionStore(state, clock);
    this.runs = new InMemoryRunStore(state, clock);
    this.index = new InMemoryMessageIndex(state);
    this.artifacts = new InMemoryArtifactStore(state);
  }

  /**
   * Creates empty stores.
   *
   * @return the stores
   */
  public static InMemoryStores create() {
    return create(TimerClock.system());
  }

  /**
   * Creates empty stores that use this clock for the times of changes.
   *
   * @param clock the time
   * @return the stores
   */
  public static InMemoryStores create(Clock clock) {
    return new InMemoryStores(clock);
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
    return index;
  }

  @Override
  public ToolPermissionStore toolPermissions() {
    return toolPermissions;
  }

  @Override
  public ArtifactStore artifacts() {
    return artifacts;
  }
}
