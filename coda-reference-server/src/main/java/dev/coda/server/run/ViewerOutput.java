package dev.coda.server.run;

import java.io.IOException;

/**
 * Where the events of a run go for one client, in pieces of limited size. Thread-safe, with one
 * thread that sends.
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
   * Keeps the connection open while there is nothing to send. The caller is not within an event.
   */
  void keepAlive();

  /** Returns how long the client has had no room, in nanoseconds; 0 if it has. */
  long fullFor();

  /** Ends the output, and tells the client why where its protocol has a way to. */
  void end(ViewerEnd why);

  /** Ends the output after a failure of the server. */
  void fail(Throwable failure);

  /** Lets nothing more be sent, and frees a thread that waits to send. */
  void close();
}
