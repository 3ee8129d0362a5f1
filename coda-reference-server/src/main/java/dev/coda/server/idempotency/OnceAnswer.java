package dev.coda.server.idempotency;

/** An answer with a part that is not stored and not shown a second time. */
public interface OnceAnswer {
  /** Returns the answer to a repeated request. */
  Object repeated();
}
