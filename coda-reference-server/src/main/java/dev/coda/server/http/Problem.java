package dev.coda.server.http;

import io.micronaut.core.annotation.Introspected;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error answer: problem details of RFC 9457 with a stable code. Immutable.
 *
 * @param errors the fields at fault, null if the problem is not about fields
 */
@Introspected
record Problem(
    String type,
    String title,
    int status,
    String detail,
    ErrorCode code,
    @Nullable List<FieldError> errors,
    String traceId) {

  static Problem of(ErrorCode code, String detail, List<FieldError> errors, String traceId) {
    return new Problem(
        "about:blank",
        code.status().getReason(),
        code.status().getCode(),
        detail,
        code,
        errors.isEmpty() ? null : errors,
        traceId);
  }
}
