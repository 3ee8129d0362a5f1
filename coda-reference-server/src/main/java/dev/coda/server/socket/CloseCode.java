package dev.coda.server.socket;

import io.micronaut.websocket.CloseReason;

/** Why the server closes a WebSocket. */
enum CloseCode {
  /** A server that stops; another one continues. */
  STOPPING(1012, "the server is stopping; connect again"),
  /** Too many sockets of the user, or too many frames that wait. */
  TOO_MANY(1013, "too many at once; try again later"),
  /** A failure of the server. */
  FAILED(1011, "something went wrong here; connect again"),
  /** No user, or one whose token or sign-in has ended. */
  UNAUTHORIZED(4401, "sign in, and connect again"),
  /** A personal access token without the scope that this takes. */
  FORBIDDEN(4403, "this takes a token with the scope chat"),
  /** No session of the user's, or one that was deleted. */
  NOT_FOUND(4404, "the session does not exist"),
  /** A client that does not read what it was sent, or does not answer. */
  NOT_READING(4408, "detached for not reading; connect again and attach after the last seq");

  private final int code;
  private final String reason;

  CloseCode(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  CloseReason reason() {
    return new CloseReason(code, reason);
  }
}
