package dev.coda.core.history;

/** The failure to import a file that has more messages than an import accepts. Immutable. */
public final class ArchiveTooLargeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  ArchiveTooLargeException(String message) {
    super(message);
  }
}
