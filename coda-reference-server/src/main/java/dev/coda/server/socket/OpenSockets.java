package dev.coda.server.socket;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the sockets that users have open. Thread-safe. */
@Singleton
final class OpenSockets {
  private final int most;
  private final Map<UUID, Integer> byUser = new ConcurrentHashMap<>();

  OpenSockets(SocketSettings settings) {
    this.most = settings.socketsPerUser();
  }

  /** Counts one more, or returns false if the user has as many as may be. */
  boolean open(UUID user) {
    int[] before = {0};
    byUser.compute(
        user,
        (id, count) -> {
          before[0] = count == null ? 0 : count;
          return before[0] < most ? Integer.valueOf(before[0] + 1) : count;
        });
    return before[0] < most;
  }

  /** Counts one less. */
  void close(UUID user) {
    byUser.computeIfPresent(user, (id, count) -> count == 1 ? null : count - 1);
  }
}
