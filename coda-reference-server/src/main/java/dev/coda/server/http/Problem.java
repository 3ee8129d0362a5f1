package dev.coda.server.http;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error answer: problem details of RFC 9457 with a stable code. Immutable.
 *
 * @param errors the fields at fault, null if the problem is not about fields
 * @param quota what is used up: {@code requests}, {@code tokens}, {@code cost_usd}, {@code
 *     monthly_budget_usd} or {@code attachment_bytes}; null if the problem is not about a quota, as
 *     are the next four
 * @param limit what may be used of it in a month, or kept: a number, or a decimal text for money
 * @param used what was used of it
 * @param left what is left of it, apart from what active runs have reserved
 * @param resetsAt when it starts anew; null also if it does not
 * @param decision the earlier decision that holds, {@code approve} or {@code deny}; null if the
 *     problem is not about one
 */
@Introspected
record Problem(
    String type,
    String title,
    int status,
    String detail,
    ErrorCode code,
    @Nullable List<FieldError> errors,
    String traceId,
    @Nullable String quota,
    @Nullable Object limit,
    @Nullable Object used,
    @Nullable Object left,
    @Nullable Instant resetsAt,
    @Nullable String decision) {

  static Problem of(
      ErrorCode code,
      String detail,
      List<FieldError> errors,
      Map<String, Object> details,
      String traceId) {
    return new Problem(
        "about:blank",
        code.status().getReason(),
        code.status().getCode(),
        detail,
        code,
        errors.isEmpty() ? null : errors,
        traceId,
        (String) details.get("quota"),
        details.get("limit"),
        details.get("used"),
        details.get("left"),
        (Instant) details.get("resets_at"),
        (String) details.get("decision"));
  }
}
