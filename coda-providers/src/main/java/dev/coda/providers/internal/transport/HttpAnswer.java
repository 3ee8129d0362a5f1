package dev.coda.providers.internal.transport;

/**
 * The head of an answer, and the connection from which its body is read. Confined to one thread at
 * a time.
 */
public interface HttpAnswer extends AutoCloseable {
  /** Returns status and headers. */
  ResponseHead head();

  /**
   * Waits for bytes of the body and puts them into the buffer. Returns their number, or -1 at the
   * end of the body. If the connection ends before the body is complete, this is a failure.
   *
   * @throws dev.coda.api.error.ProviderException if the connection breaks or stalls, or the call is
   *     cancelled
   */
  int read(byte[] buffer);

  /**
   * Restarts the time limit for a pause. After the first call of this method, only this method
   * restarts it: bytes that arrive without a call are heartbeats.
   */
  void contentArrived();

  /**
   * Waits only for a moment for the end of the body, since everything that is needed has arrived.
   */
  void expectEnd();

  /** Keeps the connection for reuse if the rest of the body has already been received. */
  void release();

  /** Closes the connection, unless it was released. A second call has no effect. */
  @Override
  void close();
}
