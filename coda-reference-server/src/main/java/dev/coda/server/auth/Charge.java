package dev.coda.server.auth;

/** A token that was taken from a bucket. Thread-safe. */
@FunctionalInterface
interface Charge {
  /** Gives it back. */
  void refund();
}
