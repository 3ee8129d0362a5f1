package dev.coda.bridge.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Looks up names on a limited number of separate threads: the operating system's lookup can neither
 * be interrupted nor bounded, so one that hangs keeps its thread. Thread-safe.
 */
final class NameLookups {
  /** The lookups that all tools of this process share. */
  static final NameLookups SHARED = new NameLookups(64);

  /** For many that start at the same moment; lookups that hang take longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Semaphore threads;

  NameLookups(int most) {
    this.threads = new Semaphore(most);
  }

  /**
   * Starts a lookup.
   *
   * @throws IOException if too many of them hang
   */
  CompletableFuture<List<InetAddress>> start(NameResolver resolver, String host)
      throws IOException {
    acquire();
    CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
    Thread lookup = new Thread(() -> ask(resolver, host, answer), "coda-tools-lookup");
    lookup.setDaemon(true);
    lookup.start();
    return answer;
  }

  private void acquire() throws IOException {
    try {
      if (!threads.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("too many names are being looked up without an answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void ask(
      NameResolver resolver, String host, CompletableFuture<List<InetAddress>> answer) {
    try {
      answer.complete(resolver.resolve(host));
    } catch (UnknownHostException | RuntimeException e) {
      answer.completeExceptionally(e);
    } finally {
      threads.release();
    }
  }
}
