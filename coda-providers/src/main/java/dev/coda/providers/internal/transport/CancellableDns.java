package dev.coda.providers.internal.transport;

import dev.coda.api.cancel.CancelSignal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names so that a call can be cancelled meanwhile: the platform's resolver cannot be
 * interrupted and may take many seconds, so it runs on a few separate threads. Thread-safe.
 */
final class CancellableDns implements Dns {
  private static final int THREADS = 4;
  private static final Executor RESOLVERS = resolvers();

  private final Dns resolver;
  private final long limitMillis;

  /**
   * OkHttp resolves on the thread that makes the call, but does not pass the call to the resolver.
   */
  private static final ThreadLocal<@Nullable CancelSignal> CURRENT = new ThreadLocal<>();

  CancellableDns(Dns resolver, long limitMillis) {
    this.resolver = resolver;
    this.limitMillis = limitMillis;
  }

  /** Makes a call whose resolving ends with this signal. */
  <T> T during(CancelSignal cancel, Work<T> work) throws IOException {
    CURRENT.set(cancel);
    try {
      return work.run();
    } finally {
      CURRENT.remove();
    }
  }

  /** Something that may resolve names on this thread. */
  interface Work<T> {
    T run() throws IOException;
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    CancelSignal cancel = CURRENT.get();
    if (cancel == null || isAddress(host)) {
      return resolver.lookup(host);
    }
    CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
    CancelSignal.Registration onCancel = cancel.onCancel(() -> found.cancel(false));
    try {
      RESOLVERS.execute(() -> resolve(host, found));
      return found.get(limitMillis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unknown(host, e.getCause());
    } catch (CancellationException | TimeoutException e) {
      throw unknown(host, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(host, e);
    } finally {
      onCancel.close();
      found.cancel(false);
    }
  }

  private void resolve(String host, CompletableFuture<List<InetAddress>> found) {
    if (found.isDone()) {
      return;
    }
    try {
      found.complete(resolver.lookup(host));
    } catch (UnknownHostException | RuntimeException e) {
      found.completeExceptionally(e);
    }
  }

  private static UnknownHostException unknown(String host, @Nullable Throwable cause) {
    UnknownHostException unknown = new UnknownHostException(host);
    unknown.initCause(cause);
    return unknown;
  }

  /** An address in digits needs no resolver. */
  private static boolean isAddress(String host) {
    return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
  }

  private static Executor resolvers() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "coda-dns");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
