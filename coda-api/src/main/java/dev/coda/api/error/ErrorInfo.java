package dev.coda.api.error;

/**
 * A failure as people read it: a stable code and a sentence that names no secret. Immutable.
 *
 * @param code a {@link FailureKind#code()}
 * @param message the failure and the next step
 */
public record ErrorInfo(String code, String message) {

  /**
   * Describes a failure of Coda's own, or any other throwable as {@code internal}.
   *
   * @param failure the exception
   * @return the description
   */
  public static ErrorInfo from(Throwable failure) {
    if (failure instanceof CodaException known) {
      return new ErrorInfo(known.kind().code(), known.getMessage());
    }
    return new ErrorInfo(
        FailureKind.INTERNAL.code(),
        "An unexpected error ended the run (" + failure.getClass().getSimpleName() + ").");
  }
}
