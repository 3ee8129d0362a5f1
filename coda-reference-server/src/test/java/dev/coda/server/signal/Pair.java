package dev.coda.server.signal;

import dev.coda.core.signal.Signals;

/** Two servers that reach each other at once. */
public final class Pair {
  private final Side left = new Side();
  private final Side right = new Side();

  /** Connects them. */
  public Pair() {
    left.other = right;
    right.other = left;
  }

  /** Returns the one's signals. */
  public Signals left() {
    return left;
  }

  /** Returns the other's signals. */
  public Signals right() {
    return right;
  }

  /** Has the right one learn that messages may be lost. */
  void missed() {
    right.receivers.missed();
  }

  private static final class Side implements Signals {
    private final Receivers receivers = new Receivers();
    private Side other = this;

    @Override
    public String address() {
      return receivers.address();
    }

    @Override
    public int maxBytes() {
      return 1000;
    }

    @Override
    public void broadcast(String topic, String message) {
      other.receivers.received(receivers.wrap(topic, message));
      receivers.received(receivers.wrap(topic, message));
    }

    @Override
    public void send(String address, String topic, String message) {
      broadcast(topic, message);
    }

    @Override
    public Subscription receive(String topic, Receiver receiver) {
      return receivers.add(topic, receiver);
    }
  }
}
