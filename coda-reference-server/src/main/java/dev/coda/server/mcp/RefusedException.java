package dev.coda.server.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Ends a request with a JSON-RPC error. */
final class RefusedException extends RuntimeException {
  private final int code;
  private final transient @Nullable ObjectNode data;

  RefusedException(int code, String message) {
    this(code, message, null);
  }

  /**
   * @param data what the error says to programs; null for nothing
   */
  RefusedException(int code, String message, @Nullable ObjectNode data) {
    super(message);
    this.code = code;
    this.data = data;
  }

  int code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  @Nullable ObjectNode data() {
    return data;
  }
}
