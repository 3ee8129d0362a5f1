package dev.coda.server.run;

import java.io.IOException;

/**
 * The output of a run's events to one client, in pieces of limited size. Thread-safe, if one thread
 * sends.
 */
public interface ViewerOutput {
  /**
   * Waits until the client has room, and sends it a piece of an event.
   *
   * @param last whether the event ends with it
   * @throws IOException if this was closed before
   */
  void send(byte[] piece, boolean last) throws IOException;

  /**
   * Keeps the connection open while there is nothing to send. Must not be called within an event.
   */
  void keepAlive();

  /** Returns for how many nanoseconds the client has had no room; 0 if it has room. */
  long fullFor();

  /** Ends the output, and sends the reason to the client if its protocol supports this. */
  void end(ViewerEnd why);

  /** Ends the output after a failure of the server. */
  void fail(Throwable failure);

  /** Ends sending, and releases a thread that waits to send. */
  void close();
}
