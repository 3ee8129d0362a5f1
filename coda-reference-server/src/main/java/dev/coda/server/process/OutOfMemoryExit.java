package dev.coda.server.process;

import ch.qos.logback.classic.LoggerContext;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Hooks;

/**
 * Ends the process when a thread runs out of memory, so that its supervisor starts a new one. A
 * process that continues has usually lost a thread that it needs, but still appears healthy.
 *
 * <p>Heap, direct memory and native threads are treated in the same way. The error is noticed if it
 * ends a thread, if an operator of Reactor catches it, or if it is logged at any level: a library
 * that catches it at least logs it. Thread-safe.
 */
public final class OutOfMemoryExit {
  /** The exit code, which {@code -XX:+ExitOnOutOfMemoryError} uses as well. */
  public static final int EXIT_CODE = 3;

  private static final Logger LOG = LoggerFactory.getLogger(OutOfMemoryExit.class);
  private static final String MESSAGE = "Coda is out of memory and exits with code 3: ";
  private static final int LONGEST_CAUSE_CHAIN = 32;
  private static final long LOG_TIME_SECONDS = 2;

  private static volatile @Nullable OutOfMemoryExit installed;

  private final FileOutputStream stderr = new FileOutputStream(FileDescriptor.err);
  private final byte[] prefix = MESSAGE.getBytes(StandardCharsets.UTF_8);
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CountDownLatch exiting = new CountDownLatch(1);

  private OutOfMemoryExit() {}

  /** Starts to watch for the error, until the process ends. */
  public static synchronized void install() {
    if (installed != null) {
      return;
    }
    OutOfMemoryExit exit = new OutOfMemoryExit();
    // Started now: there may be no memory for it later.
    Thread watchdog = new Thread(exit::haltInTime, "out-of-memory-exit");
    watchdog.setDaemon(true);
    watchdog.start();
    installed = exit;
    Thread.setDefaultUncaughtExceptionHandler(OutOfMemoryExit::uncaught);
    Hooks.onOperatorError(
        OutOfMemoryExit.class.getName(),
        (error, data) -> {
          check(error);
          return error;
        });
    ILoggerFactory loggers = LoggerFactory.getILoggerFactory();
    if (loggers instanceof LoggerContext logback) {
      logback.addTurboFilter(new OutOfMemoryLogFilter());
    }
  }

  /** Ends the process if this failure is or has as its cause an {@link OutOfMemoryError}. */
  public static void check(@Nullable Throwable failure) {
    OutOfMemoryExit exit = installed;
    if (exit != null && failure != null) {
      OutOfMemoryError error = find(failure);
      if (error != null) {
        exit.end(error);
      }
    }
  }

  private static @Nullable OutOfMemoryError find(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int i = 0; cause != null && i < LONGEST_CAUSE_CHAIN; i++) {
      if (cause instanceof OutOfMemoryError error) {
        return error;
      }
      cause = cause.getCause();
    }
    return null;
  }

  private static void uncaught(Thread thread, Throwable failure) {
    check(failure);
    LOG.error("Thread {} ended by an exception", thread.getName(), failure);
  }

  /** Each attempt to report may itself find no memory; the exit does not depend on any. */
  private void end(OutOfMemoryError error) {
    if (!begun.compareAndSet(false, true)) {
      return;
    }
    exiting.countDown();
    try {
      stderr.write(prefix);
      stderr.write((error.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
      LOG.error("{}{}", MESSAGE, error.getMessage());
    } catch (IOException | Error unreported) {
      // The exit code still says it.
    } finally {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }

  /** The thread that reports may wait for a lock of the log that is never released. */
  private void haltInTime() {
    try {
      exiting.await();
      TimeUnit.SECONDS.sleep(LOG_TIME_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    Runtime.getRuntime().halt(EXIT_CODE);
  }
}
