package dev.coda.server.http;

import com.fasterxml.jackson.annotation.JsonValue;
import io.micronaut.http.HttpStatus;
import java.util.Locale;

/** The stable codes of problems, which clients may use in conditions, and their statuses. */
public enum ErrorCode {
  VALIDATION_FAILED(HttpStatus.BAD_REQUEST),
  PROVIDER_UNAVAILABLE(HttpStatus.BAD_REQUEST),
  UNAUTHORIZED(HttpStatus.UNAUTHORIZED),
  FORBIDDEN(HttpStatus.FORBIDDEN),
  CSRF_FAILED(HttpStatus.FORBIDDEN),
  NOT_FOUND(HttpStatus.NOT_FOUND),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE),
  REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT),
  CONFLICT(HttpStatus.CONFLICT),
  RUN_ACTIVE(HttpStatus.CONFLICT),
  PAYLOAD_TOO_LARGE(HttpStatus.REQUEST_ENTITY_TOO_LARGE),
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
  IDEMPOTENCY_MISMATCH(HttpStatus.UNPROCESSABLE_ENTITY),
  RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS),
  QUOTA_EXCEEDED(HttpStatus.TOO_MANY_REQUESTS),
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR),
  TOOL_FAILED(HttpStatus.BAD_GATEWAY),
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE);

  private final HttpStatus status;

  ErrorCode(HttpStatus status) {
    this.status = status;
  }

  /** Returns the status of a problem with this code. */
  public HttpStatus status() {
    return status;
  }

  /** Returns the code as it is in JSON. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
