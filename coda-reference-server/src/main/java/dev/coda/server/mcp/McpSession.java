package dev.coda.server.mcp;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.id.UserId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One host's conversation with this server: whose it is, and which requests are under way. */
final class McpSession {
  private final UserId owner;
  private final Map<String, CancelSignal> underWay = new ConcurrentHashMap<>();

  McpSession(UserId owner) {
    this.owner = owner;
  }

  UserId owner() {
    return owner;
  }

  Map<String, CancelSignal> underWay() {
    return underWay;
  }
}
