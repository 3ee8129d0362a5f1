package dev.coda.bridge.oauth;

import dev.coda.api.id.UserId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Keeps sign-ins in memory as long as the process runs, for tests and for programs of one user.
 * Thread-safe.
 */
public final class InMemorySignIns implements SignInStore {
  private final Lock lock = new ReentrantLock();

  // Guarded by the lock.
  private final Map<Key, Entry> entries = new LinkedHashMap<>();
  private final Map<String, String> begun = new LinkedHashMap<>();
  private long versions;

  private record Key(UserId user, String server) {}

  private record Entry(Kept kept, Instant claimedUntil) {}

  /** Creates an empty store. */
  public InMemorySignIns() {}

  @Override
  public Optional<Kept> find(UserId user, String server) {
    return locked(() -> Optional.ofNullable(entries.get(new Key(user, server))).map(Entry::kept));
  }

  @Override
  public void put(UserId user, String server, String text) {
    var unused = locked(() -> write(new Key(user, server), text));
  }

  @Override
  public boolean replace(UserId user, String server, long version, String text) {
    Key key = new Key(user, server);
    return locked(() -> has(key, version) && write(key, text));
  }

  @Override
  public boolean claim(UserId user, String server, long version, Instant now, Instant until) {
    Key key = new Key(user, server);
    return locked(() -> {
      Entry entry = entries.get(key);
      if (entry == null || !has(key, version) || now.isBefore(entry.claimedUntil())) {
        return false;
      }
      entries.put(key, new Entry(entry.kept(), until));
      return true;
    });
  }

  @Override
  public boolean remove(UserId user, String server, long version) {
    Key key = new Key(user, server);
    return locked(() -> has(key, version) && entries.remove(key) != null);
  }

  @Override
  public Optional<UserId> latest(String server) {
    return locked(() ->
        entries.keySet().stream()
            .filter(key -> key.server().equals(server))
            .map(Key::user)
            .reduce((earlier, later) -> later));
  }

  @Override
  public void begin(String key, String text, Instant expires) {
    var unused = locked(() -> begun.put(key, text) == null);
  }

  @Override
  public Optional<String> take(String key) {
    return locked(() -> Optional.ofNullable(begun.remove(key)));
  }

  private boolean has(Key key, long version) {
    Entry entry = entries.get(key);
    return entry != null && entry.kept().version() == version;
  }

  private boolean write(Key key, String text) {
    entries.remove(key);
    entries.put(key, new Entry(new Kept(text, ++versions), Instant.MIN));
    return true;
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
