package dev.coda.core.internal.loop;

import dev.coda.core.tools.LeftBehindException;

/** A part of a run's work that may lose its thread to a tool. */
@FunctionalInterface
interface LoopPart {
  /**
   * Does the part on this thread.
   *
   * @throws LeftBehindException if another thread continues, with what is left of the run
   */
  void run() throws LeftBehindException;
}
