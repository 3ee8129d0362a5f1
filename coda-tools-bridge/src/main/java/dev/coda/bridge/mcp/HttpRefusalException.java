package dev.coda.bridge.mcp;

import java.io.IOException;

/** A server answered with an HTTP error, with the server's text if it sent one. */
final class HttpRefusalException extends IOException {
  private final int status;

  HttpRefusalException(int status, String words) {
    super("answered HTTP " + status + (words.isEmpty() ? "" : ": " + words));
    this.status = status;
  }

  int status() {
    return status;
  }
}
