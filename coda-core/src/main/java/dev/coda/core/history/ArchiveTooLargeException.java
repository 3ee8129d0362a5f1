package dev.coda.core.history;

/** Says that a file holds more than is taken in at once. Immutable. */
public final class ArchiveTooLargeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  ArchiveTooLargeException(String message) {
    super(message);
  }
}
