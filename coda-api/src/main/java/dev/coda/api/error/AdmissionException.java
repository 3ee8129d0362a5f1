package dev.coda.api.error;

import java.time.Duration;

/**
 * Reports that a new run was refused: {@code RATE_LIMITED} if its user has too many, {@code
 * OVERLOADED} if the process cannot take more work. Nothing of the run is stored, unless its agent
 * had no thread for it: then it is stored as failed, and the message names it. Immutable.
 */
public final class AdmissionException extends CodaException {
  private final Duration retryAfter;

  /**
   * Creates a refusal.
   *
   * @param retryAfter how long to wait before another try
   */
  public AdmissionException(FailureKind kind, String message, Duration retryAfter) {
    super(kind, message, null);
    this.retryAfter = retryAfter;
  }

  /** Returns how long to wait before another try. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
