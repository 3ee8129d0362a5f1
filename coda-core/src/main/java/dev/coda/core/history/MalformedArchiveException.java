package dev.coda.core.history;

/** Says that a file is no exported session, and where it departs from one. Immutable. */
public final class MalformedArchiveException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  MalformedArchiveException(String message) {
    super(message);
  }

  MalformedArchiveException(String message, Throwable cause) {
    super(message, cause);
  }
}
