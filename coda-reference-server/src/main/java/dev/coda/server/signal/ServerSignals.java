package dev.coda.server.signal;

import dev.coda.core.signal.Signals;

/** Signals that use connections. Thread-safe. */
public interface ServerSignals extends Signals, AutoCloseable {
  /** Returns whether messages of other servers arrive at present. */
  boolean isConnected();

  @Override
  void close();
}
