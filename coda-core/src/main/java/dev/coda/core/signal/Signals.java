package dev.coda.core.signal;

/**
 * Sends short messages to the other processes that share a store, so that they notice an event of
 * one process at once. A message may be lost: the store has all data, and a process that misses a
 * message reads the data from the store later. An implementation reaches only the processes of one
 * installation.
 *
 * <p>Messages of one process to another arrive in the order in which they were sent. A process does
 * not receive its own. Thread-safe.
 */
public interface Signals {
  /** {@return the signals of a process that does not share its store; messages are dropped} */
  static Signals none() {
    return NoSignals.INSTANCE;
  }

  /** {@return the name under which others reach this process: letters and digits} */
  String address();

  /**
   * {@return the most bytes of a message in UTF-8; 0 if no messages are sent} Longer messages are
   * dropped.
   */
  int maxBytes();

  /**
   * Sends a message to all other processes. Returns at once and never fails: a message that cannot
   * be sent is dropped.
   *
   * @param topic the topic, which selects the receivers; letters and hyphens
   * @param message the message
   */
  void broadcast(String topic, String message);

  /**
   * Sends a message to one process, as {@link #broadcast} does to all.
   *
   * @param address the address
   * @param topic the topic
   * @param message the message
   */
  void send(String address, String topic, String message);

  /**
   * Passes the messages of a topic to a receiver, until the subscription is closed.
   *
   * @param topic the topic
   * @param receiver the receiver of the messages
   * @return the subscription, which ends when it is closed
   */
  Subscription receive(String topic, Receiver receiver);

  /**
   * Receives messages, one at a time, on a thread that also serves others: it must not block and
   * should not throw. Thread-safe.
   */
  interface Receiver {
    /**
     * Receives a message.
     *
     * @param message the message
     */
    void received(String message);

    /** Reports that messages may have been lost, for example because the connection was lost. */
    void missed();
  }

  /** A subscription to a topic, which ends when it is closed. Thread-safe. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
