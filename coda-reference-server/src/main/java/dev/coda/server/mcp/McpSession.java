package dev.coda.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One host's conversation with this server: whose it is, and which requests are under way.
 * Thread-safe.
 */
final class McpSession {
  private final Caller owner;
  private final Map<String, CancelSignal> underWay = new ConcurrentHashMap<>();

  McpSession(Caller owner) {
    this.owner = owner;
  }

  Caller owner() {
    return owner;
  }

  /** Begins a request and returns what cancels it. */
  CancelSignal begin(JsonNode requestId) {
    CancelSignal signal = CancelSignal.create();
    underWay.put(requestId.toString(), signal);
    return signal;
  }

  void cancel(JsonNode requestId) {
    CancelSignal signal = underWay.get(requestId.toString());
    if (signal != null) {
      signal.cancel(CancelReason.REQUESTED);
    }
  }

  /** Ends a request, but not another one that was given its id meanwhile. */
  void end(JsonNode requestId, CancelSignal signal) {
    underWay.remove(requestId.toString(), signal);
  }
}
