package dev.coda.core;

import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.session.Stores;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Stores with one run whose log crashes each process that reads it. */
final class PoisonStores extends RunStoreWrapper {
  final AtomicInteger readings = new AtomicInteger();
  private final RunId poison;
  private final Supplier<Throwable> failure;

  PoisonStores(Stores inner, RunId poison, Supplier<Throwable> failure) {
    super(inner);
    this.poison = poison;
    this.failure = failure;
  }

  @Override
  public List<RunEvent> events(RunId id, long afterSeq, int limit) {
    if (id.equals(poison)) {
      readings.incrementAndGet();
      Throwable thrown = failure.get();
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) thrown;
    }
    return super.events(id, afterSeq, limit);
  }

  @Override
  void before(boolean commit) {}
}
