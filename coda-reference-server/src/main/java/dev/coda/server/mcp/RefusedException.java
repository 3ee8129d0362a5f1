package dev.coda.server.mcp;

/** Ends a request with a JSON-RPC error. */
final class RefusedException extends RuntimeException {
  private final int code;

  RefusedException(int code, String message) {
    super(message);
    this.code = code;
  }

  int code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
