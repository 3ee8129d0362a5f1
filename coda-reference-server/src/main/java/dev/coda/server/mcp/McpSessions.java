package dev.coda.server.mcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.coda.api.id.UserId;
import dev.coda.server.http.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;

/**
 * The sessions of MCP hosts, in this process alone: a host whose session another process made is
 * told that it does not exist, and starts a new one by itself. Thread-safe.
 */
@Singleton
final class McpSessions {
  private static final Duration IDLE = Duration.ofHours(8);
  private static final int MOST = 10_000;

  private final Cache<String, McpSession> sessions =
      Caffeine.newBuilder().expireAfterAccess(IDLE).maximumSize(MOST).build();

  /** Starts a session and returns its id. */
  String start(UserId owner) {
    String id = UUID.randomUUID().toString();
    sessions.put(id, new McpSession(owner));
    return id;
  }

  /** Finds a session of this owner; another's does not exist. */
  McpSession find(UserId owner, String id) {
    McpSession session = sessions.getIfPresent(id);
    if (session == null || !session.owner().equals(owner)) {
      throw ProblemException.notFound("The MCP session");
    }
    return session;
  }

  void end(UserId owner, String id) {
    find(owner, id);
    sessions.invalidate(id);
  }
}
