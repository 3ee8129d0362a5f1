package dev.coda.core.internal.loop;

import dev.coda.core.tools.LeftBehindException;
import java.time.Instant;
import java.util.Optional;

/**
 * What is left of a run's loop: all of it, or what follows a tool that kept its thread. Confined to
 * one thread at a time.
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
