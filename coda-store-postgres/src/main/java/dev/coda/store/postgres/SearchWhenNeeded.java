package dev.coda.store.postgres;

import dev.coda.api.session.MessageIndex.Entry;
import dev.coda.api.session.MessageIndex.Hit;
import dev.coda.api.session.MessageIndex.Query;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how to search at the first search, so that stores can be made while their database is
 * unavailable. Thread-safe.
 */
final class SearchWhenNeeded implements VectorSearch {
  private final Supplier<VectorSearch> finder;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable VectorSearch found;

  SearchWhenNeeded(Supplier<VectorSearch> finder) {
    this.finder = finder;
  }

  @Override
  public void prepare(String model, int dimension) {
    find().prepare(model, dimension);
  }

  @Override
  public void stored(List<Entry> entries) {
    find().stored(entries);
  }

  @Override
  public List<Hit> search(Query query) {
    return find().search(query);
  }

  private VectorSearch find() {
    VectorSearch known = found;
    if (known != null) {
      return known;
    }
    lock.lock();
    try {
      VectorSearch now = found == null ? finder.get() : found;
      found = now;
      return now;
    } finally {
      lock.unlock();
    }
  }
}
