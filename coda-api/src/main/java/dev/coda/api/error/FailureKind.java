package dev.coda.api.error;

import java.util.Locale;

/**
 * Names everything that can go wrong, and whether trying again can help.
 *
 * <p>Only this table decides on retries; {@link #code()} is the stable name on the wire and in the
 * database. Immutable.
 */
public enum FailureKind {
  /** The provider limits the rate of requests (HTTP 429), or a user has too many runs at once. */
  RATE_LIMITED(true),
  /** The provider (HTTP 503, 529, {@code overloaded_error}) or this process has no capacity now. */
  OVERLOADED(true),
  /** The provider reported a failure of its own (other HTTP 5xx). */
  PROVIDER_ERROR(true),
  /** The provider could not be reached, or the connection broke before an answer. */
  PROVIDER_UNAVAILABLE(true),
  /** Nothing arrived within the connect, first-byte or idle limit. */
  PROVIDER_TIMEOUT(true),
  /** The stream ended without the provider's own finish signal. */
  STREAM_CUT(true),
  /** The provider sent something its protocol does not allow. */
  MALFORMED_RESPONSE(true),
  /** The provider refuses the key (HTTP 401). */
  AUTHENTICATION(false),
  /** The key may not do this (HTTP 403). */
  PERMISSION(false),
  /** The account has no credit left. */
  PROVIDER_QUOTA(false),
  /** The user, or their organization, has used up the present quota. */
  QUOTA_EXCEEDED(false),
  /** No such model. */
  MODEL_NOT_FOUND(false),
  /** The provider does not accept the request (HTTP 400, 422). */
  INVALID_REQUEST(false),
  /** The conversation does not fit the model's context window. */
  CONTEXT_TOO_LONG(false),
  /** The provider withheld the answer. */
  CONTENT_FILTERED(false),
  /** The model or provider does not support the request. */
  UNSUPPORTED(false),
  /** The model's answer is longer than a run accepts; the text up to the limit is kept. */
  ANSWER_TOO_LARGE(false),
  /** The answer does not match the schema of the request. */
  ANSWER_INVALID(false),
  /** The answer reached the model's output limit before its JSON was complete. */
  ANSWER_TRUNCATED(false),

  /** No tool of that name. */
  TOOL_NOT_FOUND(false),
  /** The arguments do not match the tool's schema. */
  TOOL_INPUT_INVALID(false),
  /** The tool itself reported an error. */
  TOOL_FAILED(false),
  /** The tool did not answer in time. */
  TOOL_TIMEOUT(true),
  /** The tool could not be reached. */
  TOOL_UNAVAILABLE(true),
  /** The tool's answer is larger than allowed, or does not match its schema. */
  TOOL_OUTPUT_INVALID(false),
  /** A person or a rule refused the call. */
  TOOL_DENIED(false),
  /** The tool's address is one that must not be called. */
  ADDRESS_REFUSED(false),
  /** The user must sign in to the tool's service first. */
  AUTH_REQUIRED(false),

  /** The store cannot be reached or is overloaded. */
  STORE_UNAVAILABLE(true),
  /** The store does not have the row. */
  NOT_FOUND(false),
  /** Another run is active on the branch, or the row changed meanwhile. */
  CONFLICT(false),
  /** Another process owns the run now; this one must not write. */
  FENCED(false),
  /**
   * The store cannot hold a value of the row, such as a number out of range; nothing is written.
   */
  DATA_REFUSED(false),

  /** A setting is missing or wrong. */
  CONFIGURATION(false),
  /** A limit on steps, tool calls, tokens or money was reached. */
  BUDGET_EXHAUSTED(false),
  /** The run's time limit passed. */
  DEADLINE_EXCEEDED(false),
  /** The run's log has reached its limit in bytes. */
  RUN_TOO_LARGE(false),
  /** Somebody stopped it. */
  CANCELLED(false),
  /** A defect that is none of the other kinds. */
  INTERNAL(false);

  private final boolean retryable;
  private final String code = name().toLowerCase(Locale.ROOT);

  FailureKind(boolean retryable) {
    this.retryable = retryable;
  }

  /** {@return whether the same request may succeed later or elsewhere} */
  public boolean retryable() {
    return retryable;
  }

  /** {@return the stable lower-case name, such as {@code rate_limited}} */
  public String code() {
    return code;
  }
}
