package dev.coda.sampletools.tool;

/**
 * Says which field of a tool's input is wrong, and why.
 *
 * <p>Immutable.
 */
public final class InvalidInputException extends RuntimeException {

  /** Creates the exception with the field's path, such as {@code constraints[0].value}. */
  public InvalidInputException(String field, String problem) {
    super(field + ": " + problem);
  }
}
