package dev.coda.server.signal;

import dev.coda.core.signal.Signals;

/** Signals of a server that is alone with its embedded database. Immutable. */
final class NoServerSignals implements ServerSignals {
  @Override
  public String address() {
    return Signals.none().address();
  }

  @Override
  public int maxBytes() {
    return Signals.none().maxBytes();
  }

  @Override
  public void broadcast(String topic, String message) {
    // There is nobody else.
  }

  @Override
  public void send(String address, String topic, String message) {
    // There is nobody else.
  }

  @Override
  public Subscription receive(String topic, Receiver receiver) {
    return () -> {};
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
