package dev.coda.core.history;

/** A field of an object in a file that is missing or has a value that cannot be. Immutable. */
final class WrongFieldException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String field;
  private final String reason;

  /**
   * @param field the path of the field within its object
   * @param reason the problem, to be shown after its name
   */
  WrongFieldException(String field, String reason) {
    super(field + " " + reason);
    this.field = field;
    this.reason = reason;
  }

  String field() {
    return field;
  }

  String reason() {
    return reason;
  }
}
