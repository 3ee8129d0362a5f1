package dev.coda.api.cancel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Carries one request to stop, from whoever asks to whatever is at work.
 *
 * <p>A provider registers the closing of its socket, a tool executor the interruption of its
 * threads. A callback runs once, on the thread that cancels, or at once on the registering thread
 * if the signal was already given. Thread-safe.
 */
public final class CancelSignal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Object, Runnable> callbacks = new LinkedHashMap<>();
  private volatile @Nullable CancelReason reason;

  /** Creates a signal that nobody has given yet. */
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
   * Gives the signal. Returns false if it had been given before, whose reason then stands.
   *
   * <p>Callbacks that throw do not keep others from being run: what they throw comes out of this
   * method when all have been, the first of them with the others suppressed.
   */
  public boolean cancel(CancelReason why) {
    List<Runnable> toRun;
    lock.lock();
    try {
      if (reason != null) {
        return false;
      }
      reason = why;
      toRun = List.copyOf(callbacks.values());
      callbacks.clear();
    } finally {
      lock.unlock();
    }
    runAll(toRun);
    return true;
  }

  /** Tells whether the signal was given. */
  public boolean isCancelled() {
    return reason != null;
  }

  /** Returns why the signal was given; empty while it was not. */
  public Optional<CancelReason> reason() {
    return Optional.ofNullable(reason);
  }

  /** Runs the callback when the signal is given, or now if it already was. */
  public Registration onCancel(Runnable callback) {
    lock.lock();
    try {
      if (reason == null) {
        Object token = new Object();
        callbacks.put(token, callback);
        return () -> forget(token);
      }
    } finally {
      lock.unlock();
    }
    callback.run();
    return () -> {};
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

  private void forget(Object token) {
    lock.lock();
    try {
      callbacks.remove(token);
    } finally {
      lock.unlock();
    }
  }
}
