package dev.coda.api.error;

/** Reports that a question has been decided before; the earlier decision holds. Immutable. */
public final class DecidedException extends CodaException {
  /** Whether the earlier decision approved. */
  private final boolean approved;

  /**
   * Creates the failure, of the kind {@code CONFLICT}.
   *
   * @param message the failure and the remedy, as a sentence without secrets
   * @param approved whether the decision that holds is a yes
   */
  public DecidedException(String message, boolean approved) {
    super(FailureKind.CONFLICT, message, null);
    this.approved = approved;
  }

  /** {@return whether the decision that holds is a yes} */
  public boolean isApproved() {
    return approved;
  }
}
