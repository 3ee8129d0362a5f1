package dev.coda.providers.internal.transport;

/**
 * The head of an answer and the connection its body arrives on. Confined to one thread at a time.
 */
public interface HttpAnswer extends AutoCloseable {
  /** Returns status and headers. */
  ResponseHead head();

  /**
   * Waits for some bytes of the body and puts them into the buffer. Returns how many, or -1 after
   * the last; an end that the protocol does not announce is a failure, not an end.
   *
   * @throws dev.coda.api.error.ProviderException if the connection breaks or stalls, or the call is
   *     cancelled
   */
  int read(byte[] buffer);

  /**
   * Begins the idle limit again, and from now on nothing else does: what arrives without this being
   * called is a heartbeat.
   */
  void contentArrived();

  /** Waits only a moment for the end: all that matters has arrived. */
  void expectEnd();

  /** Keeps the connection for reuse, if what is left of the body is at hand. */
  void release();

  /** Breaks the connection, unless it was released. Twice has no effect. */
  @Override
  void close();
}
