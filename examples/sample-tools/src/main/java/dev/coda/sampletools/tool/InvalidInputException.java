package dev.coda.sampletools.tool;

/**
 * A field of a tool's input is wrong; the message has the reason.
 *
 * <p>Immutable.
 */
public final class InvalidInputException extends RuntimeException {

  /** Creates the exception with the field's path, such as {@code constraints[0].value}. */
  public InvalidInputException(String field, String problem) {
    super(field + ": " + problem);
  }
}
