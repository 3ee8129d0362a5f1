package dev.coda.bridge.http;

import java.io.IOException;

/** The other side had closed a connection before anything of the request was sent. */
final class ClosedConnectionException extends IOException {
  ClosedConnectionException() {
    super("the other side closed the connection while it was idle");
  }
}
