package dev.coda.server.connection;

/** Limits of WebSockets. */
public final class WebSocketLimits {
  /** The most bytes of a message from a client, in one frame or several. */
  public static final int MESSAGE_BYTES = 1 << 20;

  private WebSocketLimits() {}
}
