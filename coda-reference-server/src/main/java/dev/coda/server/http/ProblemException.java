package dev.coda.server.http;

import com.fasterxml.jackson.core.JacksonException;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request with a problem. The client receives the message unchanged, so it never contains a
 * key, a statement or another user's data. Immutable.
 */
public final class ProblemException extends HttpStatusException {
  private final ErrorCode code;
  private final List<FieldError> errors;
  private final @Nullable Duration retryAfter;
  private final transient Map<String, Object> details;

  private ProblemException(
      ErrorCode code,
      String detail,
      List<FieldError> errors,
      @Nullable Duration retryAfter,
      Map<String, Object> details) {
    super(code.status(), detail);
    this.code = code;
    this.errors = List.copyOf(errors);
    this.retryAfter = retryAfter;
    this.details = Map.copyOf(details);
  }

  /** Creates a problem that is not about single fields. */
  public static ProblemException of(ErrorCode code, String detail) {
    return new ProblemException(code, detail, List.of(), null, Map.of());
  }

  /**
   * Creates a problem that is not about single fields.
   *
   * @param details further members of {@link Problem}, by their names in JSON
   */
  public static ProblemException of(ErrorCode code, String detail, Map<String, Object> details) {
    return new ProblemException(code, detail, List.of(), null, details);
  }

  /** Returns the problem that a client receives for a failure. */
  public static ProblemException from(Throwable failure) {
    return Failures.explain(failure, HttpStatus.INTERNAL_SERVER_ERROR);
  }

  /** Creates the problem for JSON that cannot be read. */
  public static ProblemException ofJson(JacksonException failure) {
    return JsonErrors.explain(failure);
  }

  /** Creates a {@code validation_failed} problem about one field, named as the client wrote it. */
  public static ProblemException invalid(String field, String message) {
    return invalid(List.of(new FieldError(field, message)));
  }

  /** Creates a {@code validation_failed} problem about some fields. */
  public static ProblemException invalid(List<FieldError> errors) {
    return new ProblemException(
        ErrorCode.VALIDATION_FAILED, sentence(errors.getFirst()), errors, null, Map.of());
  }

  /** What is said of a field continues after its name, or is a sentence of its own. */
  private static String sentence(FieldError error) {
    String message = error.message();
    return error.field()
        + (Character.isUpperCase(message.codePointAt(0)) ? ": " : " ")
        + message
        + (message.endsWith(".") ? "" : ".");
  }

  /** Creates a problem for an object that does not exist or belongs to another user. */
  public static ProblemException notFound(String what) {
    return of(ErrorCode.NOT_FOUND, what + " does not exist.");
  }

  /** Creates a problem that ends by itself, so that the client can try again later. */
  public static ProblemException retryLater(ErrorCode code, String detail, Duration retryAfter) {
    return retryLater(code, detail, retryAfter, Map.of());
  }

  /**
   * Creates a problem that ends by itself, so that the client can try again later.
   *
   * @param details further members of {@link Problem}, by their names in JSON
   */
  static ProblemException retryLater(
      ErrorCode code, String detail, Duration retryAfter, Map<String, Object> details) {
    return new ProblemException(code, detail, List.of(), retryAfter, details);
  }

  /** Returns the stable code. */
  public ErrorCode code() {
    return code;
  }

  /** Returns the wrong fields, possibly none. */
  public List<FieldError> errors() {
    return errors;
  }

  /** Returns further members of the problem, by their names in JSON. */
  public Map<String, Object> details() {
    return details;
  }

  /** Returns the time to wait before another attempt, if one can succeed. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
