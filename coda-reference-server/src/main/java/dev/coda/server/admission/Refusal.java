package dev.coda.server.admission;

import dev.coda.api.error.AdmissionException;
import dev.coda.api.error.FailureKind;
import java.time.Duration;

/**
 * The reason why nothing new may start, in words for the client. Immutable.
 *
 * @param retryAfter how long to wait before another try
 */
record Refusal(FailureKind kind, String message, Duration retryAfter) {
  AdmissionException toException() {
    return new AdmissionException(kind, message, retryAfter);
  }
}
