package dev.coda.server.admission;

import dev.coda.api.id.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what users have active. A place is named: requests for the same one share it, as repeated
 * requests share a run. Thread-safe.
 */
final class UserPlaces {
  private final Map<UserId, Map<Object, Integer>> byUser = new ConcurrentHashMap<>();
  private final AtomicInteger all = new AtomicInteger();

  enum Taken {
    NEW,
    SHARED,
    NONE_FREE
  }

  /** Takes a place among the user's, of which there are only so few. */
  Taken take(UserId user, Object name, int atMost) {
    Taken[] taken = {Taken.NONE_FREE};
    byUser.compute(
        user,
        (who, places) -> {
          if (places != null && places.containsKey(name)) {
            taken[0] = Taken.SHARED;
          } else if ((places == null ? 0 : places.size()) < atMost) {
            taken[0] = Taken.NEW;
          } else {
            return places;
          }
          Map<Object, Integer> held = places == null ? new HashMap<>() : places;
          held.merge(name, 1, Integer::sum);
          return held;
        });
    if (taken[0] == Taken.NEW) {
      all.incrementAndGet();
    }
    return taken[0];
  }

  void give(UserId user, Object name) {
    boolean[] last = {false};
    byUser.computeIfPresent(
        user,
        (who, places) -> {
          places.computeIfPresent(name, (key, count) -> count == 1 ? null : count - 1);
          last[0] = !places.containsKey(name);
          return places.isEmpty() ? null : places;
        });
    if (last[0]) {
      all.decrementAndGet();
    }
  }

  /** Returns how many places this user holds. */
  int of(UserId user) {
    int[] count = {0};
    byUser.computeIfPresent(
        user,
        (who, places) -> {
          count[0] = places.size();
          return places;
        });
    return count[0];
  }

  /** Returns how many places all users hold. */
  int all() {
    return all.get();
  }
}
