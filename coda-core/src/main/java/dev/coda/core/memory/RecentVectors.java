package dev.coda.core.memory;

import dev.coda.api.session.Embedding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of the latest texts: a user's message is searched for and stored, and needs only one
 * vector for both. Thread-safe.
 */
final class RecentVectors {
  private static final int KEPT = 128;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Embedding> vectors = new LinkedHashMap<>();

  @Nullable Embedding of(String text) {
    lock.lock();
    try {
      return vectors.get(text);
    } finally {
      lock.unlock();
    }
  }

  void put(String text, Embedding vector) {
    lock.lock();
    try {
      vectors.put(text, vector);
      if (vectors.size() > KEPT) {
        vectors.remove(vectors.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }
}
