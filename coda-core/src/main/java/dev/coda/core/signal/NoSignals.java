package dev.coda.core.signal;

/** Signals that go nowhere. Immutable. */
final class NoSignals implements Signals {
  static final NoSignals INSTANCE = new NoSignals();

  private NoSignals() {}

  @Override
  public String address() {
    return "alone";
  }

  @Override
  public int maxBytes() {
    return 0;
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
}
