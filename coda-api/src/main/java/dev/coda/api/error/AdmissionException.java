package dev.coda.api.error;

import java.time.Duration;
import java.util.Map;

/**
 * Reports that a new run was refused: {@code RATE_LIMITED} if its user has too many, {@code
 * QUOTA_EXCEEDED} if their quota is used up, {@code OVERLOADED} if the process cannot take more
 * work. Nothing of the run is stored, unless its agent had no thread for it: then it is stored as
 * failed, and the message names it. Immutable.
 */
public final class AdmissionException extends CodaException {
  /** How long to wait. */
  private final Duration retryAfter;

  private final transient Map<String, Object> details;

  /**
   * Creates a refusal.
   *
   * @param kind the kind of failure
   * @param message the failure and the remedy, as a sentence without secrets
   * @param retryAfter the time to wait before another try
   */
  public AdmissionException(FailureKind kind, String message, Duration retryAfter) {
    this(kind, message, retryAfter, Map.of());
  }

  /**
   * Creates a refusal.
   *
   * @param kind the kind of failure
   * @param message the failure and the remedy, as a sentence without secrets
   * @param retryAfter the time to wait before another try
   * @param details additional details for programs, by name: texts, numbers or times
   */
  public AdmissionException(
      FailureKind kind, String message, Duration retryAfter, Map<String, Object> details) {
    super(kind, message, null);
    this.retryAfter = retryAfter;
    this.details = Map.copyOf(details);
  }

  /** {@return the time to wait before another try} */
  public Duration retryAfter() {
    return retryAfter;
  }

  /** {@return additional details for programs, by name; empty if there are none} */
  public Map<String, Object> details() {
    return details;
  }
}
