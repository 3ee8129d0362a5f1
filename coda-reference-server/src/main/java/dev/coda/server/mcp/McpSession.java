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
  private final boolean canOpen;
  private final Map<String, CancelSignal> underWay = new ConcurrentHashMap<>();

  /**
   * @param canOpen whether the host can ask its user to open an address
   */
  McpSession(Caller owner, boolean canOpen) {
    this.owner = owner;
    this.canOpen = canOpen;
  }

  Caller owner() {
    return owner;
  }

  boolean canOpen() {
    return canOpen;
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
