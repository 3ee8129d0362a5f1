package dev.coda.core.tools;

/**
 * This thread was abandoned with an overdue tool: another continues in its place, so it has nothing
 * more to do. It is not a failure and has no stack trace. Immutable.
 */
public final class LeftBehindException extends Exception {
  private static final long serialVersionUID = 1L;

  LeftBehindException() {
    super("abandoned with an overdue tool", null, false, false);
  }
}
