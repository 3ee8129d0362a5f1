package dev.coda.server.admission;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A reserved start of a run. It is made before anything is stored, so that nothing is stored for a
 * run that is refused. A run that is started by {@link #use} on the same thread uses the
 * reservation. Thread-safe.
 */
public final class Reservation {
  private static final ScopedValue<Reservation> CURRENT = ScopedValue.newInstance();

  private final StartLimit starts;
  private final AtomicReference<StartLimit.@Nullable Start> start;

  Reservation(StartLimit starts, StartLimit.@Nullable Start start) {
    this.starts = starts;
    this.start = new AtomicReference<>(start);
  }

  /** Executes work that may start a run, and releases the reservation if no run was started. */
  public <T> T use(Supplier<T> work) {
    try {
      return ScopedValue.where(CURRENT, this).call(work::get);
    } finally {
      if (start.getAndSet(null) != null) {
        starts.abandoned();
      }
    }
  }

  /** Returns the start that was reserved for the work of this thread; null if there is none. */
  static StartLimit.@Nullable Start take() {
    return CURRENT.isBound() ? CURRENT.get().start.getAndSet(null) : null;
  }
}
