package dev.coda.bridge.mcp;

import java.io.IOException;

/** A server answered with an HTTP error, in its own words where it gave some. */
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
