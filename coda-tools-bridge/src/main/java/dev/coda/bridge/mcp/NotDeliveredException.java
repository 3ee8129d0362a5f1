package dev.coda.bridge.mcp;

import java.io.IOException;

/** A message did not reach the server, so that it may safely be sent again. */
final class NotDeliveredException extends IOException {
  NotDeliveredException(String message) {
    super(message);
  }
}
