package dev.coda.server.process;

import dev.coda.core.CodaAgent;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a server in order, once and within a limited time. First, the server is not ready and
 * accepts no runs, while active runs may end. Then its streams end with a comment, its runs are
 * handed over, requests that it has accepted are answered, and everything is closed. Thread-safe.
 */
public final class Shutdown {
  /** The exit code of a server that could not be stopped in order in time. */
  public static final int TIMEOUT_EXIT_CODE = 2;

  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);
  private static final int SIGNAL_EXIT_CODE = 128;
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(25);
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(100);

  private final ApplicationContext context;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Set<Integer> received = ConcurrentHashMap.newKeySet();

  private Shutdown(ApplicationContext context) {
    this.context = context;
  }

  /**
   * Stops the server of this context when the process is asked to end. After SIGTERM and SIGINT the
   * exit code is 0; a second signal of the same kind ends the process at once.
   */
  public static void onExit(ApplicationContext context) {
    Shutdown shutdown = new Shutdown(context);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> shutdown.run(true), "shutdown"));
    // A person at a terminal waits for it; what sends SIGTERM may still route requests here.
    Signals.handle("INT", number -> shutdown.signalled(number, true));
    Signals.handle("TERM", number -> shutdown.signalled(number, false));
  }

  private void signalled(int number, boolean hurried) {
    if (!received.add(number)) {
      Runtime.getRuntime().halt(SIGNAL_EXIT_CODE + number);
    }
    run(hurried);
    System.exit(0);
  }

  /** Returns when the server has stopped, also where another thread stops it. */
  private void run(boolean hurried) {
    if (!begun.compareAndSet(false, true)) {
      awaitDone();
      return;
    }
    try {
      Duration drain = context.getBean(ShutdownSettings.class).shutdownDrain();
      watch(drain.plus(LONGEST_CLOSE));
      drain(drain, hurried);
      close();
    } catch (RuntimeException e) {
      LOG.error("Shutdown failed", e);
    } finally {
      done.countDown();
    }
  }

  private void drain(Duration time, boolean hurried) {
    Collection<OpenWork> works = context.getBeansOfType(OpenWork.class);
    LOG.info(
        "Server stops: no new runs; {} active runs have {} s to end",
        open(works),
        time.toSeconds());
    context.getBean(Stopping.class).begin();
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end && !(hurried && open(works) == 0)) {
      pause(Math.min(POLL.toNanos(), end - System.nanoTime()));
    }
    LOG.info("Server closes; {} active runs are handed over", open(works));
  }

  private void close() {
    try {
      context.getBean(Stopping.class).endStreams();
      CompletableFuture<?> requests = closePort();
      context.getBean(CodaAgent.class).close();
      requests.get(LONGEST_REQUEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("Requests are cut off that did not end within {} s", LONGEST_REQUEST.toSeconds());
    } catch (ExecutionException e) {
      LOG.warn("Connections did not close in order", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      context.close();
    }
  }

  /** Accepts no more connections; what is returned completes with the last request. */
  private CompletableFuture<?> closePort() {
    return context.getBean(EmbeddedServer.class) instanceof GracefulShutdownCapable server
        ? server.shutdownGracefully().toCompletableFuture()
        : CompletableFuture.completedFuture(null);
  }

  private static int open(Collection<OpenWork> works) {
    return works.stream().mapToInt(OpenWork::open).sum();
  }

  /** What hangs while it is closed must not keep the process. */
  private void watch(Duration atMost) {
    Thread watchdog =
        new Thread(
            () -> {
              try {
                if (!done.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                  LOG.error(
                      "Shutdown was not done within {} s; the process ends", atMost.toSeconds());
                  Runtime.getRuntime().halt(TIMEOUT_EXIT_CODE);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "shutdown-watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
  }

  private void awaitDone() {
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
