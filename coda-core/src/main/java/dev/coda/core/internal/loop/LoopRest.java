package dev.coda.core.internal.loop;

import dev.coda.core.tools.LeftBehindException;
import java.time.Instant;
import java.util.Optional;

/**
 * The rest of a run's loop: the whole loop, or the part after a tool whose thread was abandoned.
 * Confined to one thread at a time.
 */
@FunctionalInterface
public interface LoopRest {
  /**
   * Works on this thread until the run ends or waits for people.
   *
   * @return until when it waits; empty if it has ended
   * @throws LeftBehindException if another thread continues
   */
  Optional<Instant> run() throws LeftBehindException;
}
