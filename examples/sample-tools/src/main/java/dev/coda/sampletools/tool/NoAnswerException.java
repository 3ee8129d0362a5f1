package dev.coda.sampletools.tool;

/**
 * A valid call has no answer within the tool's limits; the same call again will not help.
 *
 * <p>Immutable.
 */
public final class NoAnswerException extends RuntimeException {

  /** Creates the exception with a message that says what to change. */
  public NoAnswerException(String message) {
    super(message);
  }
}
