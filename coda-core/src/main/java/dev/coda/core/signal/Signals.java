package dev.coda.core.signal;

/**
 * Sends short messages to the other processes that share a store, so that what happens in one is
 * noticed in the others at once. The store remains the truth: a message may be lost, and a process
 * that misses one finds out later by looking in the store. An implementation reaches the processes
 * of one installation and nobody else.
 *
 * <p>Messages of one process to another arrive in the order in which they were sent. A process does
 * not receive its own. Thread-safe.
 */
public interface Signals {
  /** {@return the signals of a process that shares its store with no other; they go nowhere} */
  static Signals none() {
    return NoSignals.INSTANCE;
  }

  /** {@return the name under which others reach this process: letters and digits} */
  String address();

  /** {@return the most bytes of a message in UTF-8, 0 if none are sent; longer ones are dropped} */
  int maxBytes();

  /**
   * Sends a message to all other processes. Returns at once and never fails: what cannot be sent is
   * dropped.
   *
   * @param topic names whom it is for; letters and hyphens
   * @param message what to send
   */
  void broadcast(String topic, String message);

  /**
   * Sends a message to one process, as {@link #broadcast} does to all.
   *
   * @param address the address
   * @param topic the topic
   * @param message what to send
   */
  void send(String address, String topic, String message);

  /**
   * Passes the messages of a topic to a receiver, until what is returned is closed.
   *
   * @param topic the topic
   * @param receiver what receives the messages
   * @return what ends the subscription
   */
  Subscription receive(String topic, Receiver receiver);

  /**
   * Receives messages, one at a time, on a thread that also serves others: it must not block and
   * should not throw. Thread-safe.
   */
  interface Receiver {
    /**
     * Takes a message.
     *
     * @param message the message
     */
    void received(String message);

    /** Learns that messages may have been lost, such as after the connection was. */
    void missed();
  }

  /** Ends the receiving. Thread-safe. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
