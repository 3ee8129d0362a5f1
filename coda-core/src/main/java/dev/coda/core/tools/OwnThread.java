package dev.coda.core.tools;

import java.util.concurrent.atomic.AtomicReference;

/**
 * A thread that runs a tool itself. Exactly one continues once the tool is overdue: this thread if
 * the tool came back first, or else the caller of {@link #leave}. Thread-safe.
 */
final class OwnThread {
  private enum State {
    BEFORE,
    IN_TOOL,
    BACK,
    LEAVING,
    LEFT
  }

  private final Thread thread = Thread.currentThread();
  private final AtomicReference<State> state = new AtomicReference<>(State.BEFORE);

  /** Returns whether the tool may be run; false if it was given up before. */
  boolean enter() {
    return state.compareAndSet(State.BEFORE, State.IN_TOOL);
  }

  /**
   * Returns whether this thread continues, now that its tool is back. The thread is not interrupted
   * then: what has interrupted it was meant for the tool, or came from it.
   */
  boolean comeBack() {
    boolean first = state.compareAndSet(State.IN_TOOL, State.BACK);
    while (!first && state.get() != State.LEFT) {
      Thread.onSpinWait();
    }
    Thread.interrupted();
    return first;
  }

  /**
   * Interrupts the tool and leaves the thread to it. Before the tool is run this gives it up, and
   * the thread continues by itself.
   *
   * @return whether the caller is to continue in the thread's place
   */
  boolean leave() {
    if (state.compareAndSet(State.BEFORE, State.BACK)) {
      return false;
    }
    if (!state.compareAndSet(State.IN_TOOL, State.LEAVING)) {
      return false;
    }
    thread.interrupt();
    state.set(State.LEFT);
    return true;
  }
}
