package dev.coda.core;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.RunProgress;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Stores;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what is read of runs, and is unavailable for a number of reads. */
final class CountingStores extends RunStoreWrapper {
  final AtomicInteger pages = new AtomicInteger();
  final AtomicInteger filledPages = new AtomicInteger();
  final AtomicInteger looks = new AtomicInteger();
  final AtomicInteger finds = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();

  CountingStores(Stores inner) {
    super(inner);
  }

  void failNextReads(int count) {
    failures.set(count);
  }

  /** Returns how many statements there were since the last call. */
  int statements() {
    return pages.getAndSet(0) + looks.getAndSet(0) + finds.getAndSet(0);
  }

  /** Returns how many statements there were since {@link #statements} was called. */
  int total() {
    return pages.get() + looks.get() + finds.get();
  }

  @Override
  void before(boolean commit) {}

  @Override
  public List<RunEvent> events(RunId id, long afterSeq, int limit, int maxBytes) {
    pages.incrementAndGet();
    read();
    List<RunEvent> page = super.events(id, afterSeq, limit, maxBytes);
    filledPages.addAndGet(page.isEmpty() ? 0 : 1);
    return page;
  }

  @Override
  public Map<RunId, RunProgress> progress(Collection<RunId> runs) {
    looks.incrementAndGet();
    read();
    return super.progress(runs);
  }

  @Override
  public Optional<RunRecord> find(UserId owner, RunId id) {
    finds.incrementAndGet();
    return super.find(owner, id);
  }

  private void read() {
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new StoreException(FailureKind.STORE_UNAVAILABLE, "no connection came free");
    }
  }
}
