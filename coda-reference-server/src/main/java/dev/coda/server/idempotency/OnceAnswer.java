package dev.coda.server.idempotency;

/** An answer with a part that is not stored, nor shown a second time. */
public interface OnceAnswer {
  /** Returns what a repeated request is answered. */
  Object repeated();
}
