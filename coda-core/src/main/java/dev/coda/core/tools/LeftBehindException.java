package dev.coda.core.tools;

/**
 * This thread was left behind with an overdue tool: another goes on in its place, so it has nothing
 * more to do. It is no failure and has no stack trace. Immutable.
 */
public final class LeftBehindException extends Exception {
  private static final long serialVersionUID = 1L;

  LeftBehindException() {
    super("left behind with an overdue tool", null, false, false);
  }
}
