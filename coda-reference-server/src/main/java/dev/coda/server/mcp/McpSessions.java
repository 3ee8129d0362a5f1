package dev.coda.server.mcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.coda.api.id.UserId;
import dev.coda.server.http.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of MCP hosts, in this process alone: a host whose session another process made
 * learns that it does not exist, and starts a new one by itself. Nobody's sessions displace another
 * user's. Thread-safe.
 */
@Singleton
final class McpSessions {
  static final int MOST_OF_ONE_USER = 100;

  private static final Duration IDLE = Duration.ofHours(8);

  private final Cache<UserId, OfUser> users = Caffeine.newBuilder().expireAfterAccess(IDLE).build();

  /**
   * Starts a session and returns its id; the owner's one that was used least lately may end.
   *
   * @param canOpen whether the host can ask its user to open an address
   */
  String start(Caller owner, boolean canOpen) {
    String id = UUID.randomUUID().toString();
    users.get(owner.user(), user -> new OfUser()).put(id, new McpSession(owner, canOpen));
    return id;
  }

  /** Finds a session of this owner; another's does not exist. */
  McpSession find(UserId owner, String id) {
    OfUser sessions = users.getIfPresent(owner);
    McpSession session = sessions == null ? null : sessions.get(id);
    if (session == null) {
      throw missing();
    }
    return session;
  }

  void end(UserId owner, String id) {
    OfUser sessions = users.getIfPresent(owner);
    if (sessions == null || !sessions.remove(id)) {
      throw missing();
    }
  }

  private static ProblemException missing() {
    return ProblemException.notFound("The MCP session");
  }

  private static final class OfUser {
    private final Map<String, McpSession> sessions =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, McpSession> eldest) {
            return size() > MOST_OF_ONE_USER;
          }
        };

    synchronized void put(String id, McpSession session) {
      sessions.put(id, session);
    }

    synchronized @Nullable McpSession get(String id) {
      return sessions.get(id);
    }

    synchronized boolean remove(String id) {
      return sessions.remove(id) != null;
    }
  }
}
