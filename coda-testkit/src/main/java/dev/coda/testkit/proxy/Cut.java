package dev.coda.testkit.proxy;

/** How a connection is broken. Immutable. */
public enum Cut {
  /** It is closed in good order, as by a process that ends. */
  FIN,
  /** It is reset, as by a process that is gone. */
  RST
}
