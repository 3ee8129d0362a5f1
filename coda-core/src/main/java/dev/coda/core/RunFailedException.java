package dev.coda.core;

import dev.coda.api.error.ErrorInfo;
import dev.coda.api.id.RunId;

/** Reports that a run ended without an answer: it failed, or it was cancelled. Immutable. */
public final class RunFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient RunId runId;

  /** Why it failed. */
  private final String code;

  /** The text of the answer before the failure. */
  private final String partialText;

  RunFailedException(RunId runId, ErrorInfo error, String partialText) {
    super("Run %s: %s".formatted(runId, error.message()));
    this.runId = runId;
    this.code = error.code();
    this.partialText = partialText;
  }

  /** {@return the run, whose events have the details} */
  public RunId runId() {
    return runId;
  }

  /** {@return the stable code of the failure, such as {@code rate_limited} or {@code cancelled}} */
  public String code() {
    return code;
  }

  /** {@return the text that the model had written by then; empty if there is none} */
  public String partialText() {
    return partialText;
  }
}
