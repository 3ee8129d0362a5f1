package dev.coda.store.postgres;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps the vectors of the owners who searched last, as many as fit. Thread-safe. */
final class RecentOwners {
  private final Function<VectorOwner, OwnerVectors> maker;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<VectorOwner, Kept> owners = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  RecentOwners(long maxBytes, Function<VectorOwner, OwnerVectors> maker) {
    this.maxBytes = maxBytes;
    this.maker = maker;
  }

  /** Returns what is kept of an owner; null if nothing is. */
  @Nullable OwnerVectors find(VectorOwner owner) {
    lock.lock();
    try {
      Kept kept = owners.get(owner);
      return kept == null ? null : kept.vectors;
    } finally {
      lock.unlock();
    }
  }

  /** Returns what is kept of an owner, from now on. */
  OwnerVectors of(VectorOwner owner) {
    lock.lock();
    try {
      return owners.computeIfAbsent(owner, key -> new Kept(maker.apply(key))).vectors;
    } finally {
      lock.unlock();
    }
  }

  /** Counts anew what an owner's vectors take, and forgets who searched longest ago if need be. */
  void count(VectorOwner owner) {
    lock.lock();
    try {
      Kept counted = owners.get(owner);
      if (counted != null) {
        long now = counted.vectors.bytes();
        bytes += now - counted.bytes;
        counted.bytes = now;
      }
      Iterator<Kept> longestAgo = owners.values().iterator();
      while (bytes > maxBytes && longestAgo.hasNext()) {
        bytes -= longestAgo.next().bytes;
        longestAgo.remove();
      }
    } finally {
      lock.unlock();
    }
  }

  private static final class Kept {
    final OwnerVectors vectors;
    long bytes;

    Kept(OwnerVectors vectors) {
      this.vectors = vectors;
    }
  }
}
