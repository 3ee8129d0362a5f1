package dev.coda.api.error;

import java.time.Duration;
import java.util.Map;

/**
 * Reports that a new run was refused: {@code RATE_LIMITED} if its user has too many, {@code
 * QUOTA_EXCEEDED} if they have used what they may, {@code OVERLOADED} if the process cannot take
 * more work. Nothing of the run is stored, unless its agent had no thread for it: then it is stored
 * as failed, and the message names it. Immutable.
 */
public final class AdmissionException extends CodaException {
  /** How long to wait. */
  private final Duration retryAfter;

  private final transient Map<String, Object> details;

  /**
   * Creates a refusal.
   *
   * @param kind what went wrong
   * @param message what failed and what to do, as a sentence without secrets
   * @param retryAfter how long to wait before another try
   */
  public AdmissionException(FailureKind kind, String message, Duration retryAfter) {
    this(kind, message, retryAfter, Map.of());
  }

  /**
   * Creates a refusal.
   *
   * @param kind what went wrong
   * @param message what failed and what to do, as a sentence without secrets
   * @param retryAfter how long to wait before another try
   * @param details what a program may want to know besides, by name: texts, numbers or times
   */
  public AdmissionException(
      FailureKind kind, String message, Duration retryAfter, Map<String, Object> details) {
    super(kind, message, null);
    this.retryAfter = retryAfter;
    this.details = Map.copyOf(details);
  }

  /** {@return how long to wait before another try} */
  public Duration retryAfter() {
    return retryAfter;
  }

  /** {@return what a program may want to know besides, by name; empty if there is nothing} */
  public Map<String, Object> details() {
    return details;
  }
}
