package dev.coda.server.auth;

/** A token that was taken from a bucket. Thread-safe. */
@FunctionalInterface
public interface Charge {
  /** Returns the token to its bucket. */
  void refund();
}
