package dev.coda.core.tools;

/**
 * Ends the work of a thread that was abandoned because of an overdue tool, after another thread has
 * continued the run. It is not a failure and has no stack trace. Immutable.
 */
public final class LeftBehindException extends Exception {
  private static final long serialVersionUID = 1L;

  LeftBehindException() {
    super("abandoned with an overdue tool", null, false, false);
  }
}
