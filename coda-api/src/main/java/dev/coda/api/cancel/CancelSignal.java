package dev.coda.api.cancel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Passes one request to stop from the requester to everything that is active.
 *
 * <p>A provider registers the closing of its socket, a tool executor the interruption of its
 * threads. A callback runs once, on the thread that cancels, or at once on the registering thread
 * if the signal was already given.
 *
 * <p>Each model call and each tool call creates a signal or registers a callback, so both are small
 * objects. Thread-safe.
 */
public final class CancelSignal {
  private static final Registration NOTHING = () -> {};

  /** The ends of a linked list of the callbacks, in the order of their registration. */
  private @Nullable Callback first;

  private @Nullable Callback last;
  private volatile @Nullable CancelReason reason;

  /** Creates a signal that has not been given yet. */
  public CancelSignal() {}

  /**
   * Creates a signal that has not been given yet.
   *
   * @return the signal
   */
  public static CancelSignal create() {
    return new CancelSignal();
  }

  /** Undoes a registration; doing so twice, or after the signal, has no effect. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Gives the signal.
   *
   * <p>A callback that throws does not keep others from running: after all have run, this method
   * throws the first exception, with the others suppressed.
   *
   * @param why the reason
   * @return false if it was given before; then the first reason remains
   */
  public boolean cancel(CancelReason why) {
    List<Runnable> toRun;
    synchronized (this) {
      if (reason != null) {
        return false;
      }
      reason = why;
      toRun = takeAll();
    }
    runAll(toRun);
    return true;
  }

  /** {@return whether the signal was given} */
  public boolean isCancelled() {
    return reason != null;
  }

  /** {@return the reason with which the signal was given; empty before} */
  public Optional<CancelReason> reason() {
    return Optional.ofNullable(reason);
  }

  /**
   * Runs the callback when the signal is given, or now if it already was.
   *
   * @param callback the callback
   * @return the registration, which removes the callback when it is closed
   */
  public Registration onCancel(Runnable callback) {
    synchronized (this) {
      if (reason == null) {
        return append(callback);
      }
    }
    callback.run();
    return NOTHING;
  }

  @SuppressWarnings("ReferenceEquality") // An exception cannot suppress itself.
  private static void runAll(List<Runnable> callbacks) {
    Throwable failure = null;
    for (Runnable callback : callbacks) {
      try {
        callback.run();
      } catch (RuntimeException | Error e) {
        if (failure == null) {
          failure = e;
        } else if (failure != e) {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }

  private Registration append(Runnable callback) {
    Callback added = new Callback(this, callback, last);
    if (last == null) {
      first = added;
    } else {
      last.next = added;
    }
    last = added;
    return added;
  }

  private List<Runnable> takeAll() {
    List<Runnable> all = new ArrayList<>();
    for (Callback each = first; each != null; each = each.next) {
      each.registered = false;
      all.add(each.action);
    }
    first = null;
    last = null;
    return all;
  }

  private synchronized void remove(Callback callback) {
    if (!callback.registered) {
      return;
    }
    callback.registered = false;
    Callback before = callback.previous;
    Callback after = callback.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
  }

  /** A link of the list. Its links belong to the signal's monitor. */
  private static final class Callback implements Registration {
    private final CancelSignal signal;
    private final Runnable action;
    private @Nullable Callback previous;
    private @Nullable Callback next;
    private boolean registered = true;

    Callback(CancelSignal signal, Runnable action, @Nullable Callback previous) {
      this.signal = signal;
      this.action = action;
      this.previous = previous;
    }

    @Override
    public void close() {
      signal.remove(this);
    }
  }
}
