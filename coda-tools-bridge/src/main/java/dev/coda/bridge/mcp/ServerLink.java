package dev.coda.bridge.mcp;

import dev.coda.api.tool.Tool;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one server connected: a thread of its own opens a connection, waits for its end, and opens
 * the next one, later after each failure. A call that finds no connection hurries it.
 */
final class ServerLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerLink.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final int MOST_DOUBLINGS = 7;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
  private static final Duration STABLE = Duration.ofSeconds(10);

  private final ServerEntry entry;
  private final ConnectionSettings settings;
  private final ServerTools offered;
  private final CountDownLatch settled = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private final Thread worker;

  // Guarded by the lock.
  private @Nullable Connection connection;
  private ServerState state = ServerState.STARTING;
  private @Nullable String problem;
  private boolean hurried;

  ServerLink(ServerEntry entry, ConnectionSettings settings) {
    this.entry = entry;
    this.settings = settings;
    this.worker = new Thread(this::keepConnected, "coda-mcp-" + entry.name());
    this.worker.setDaemon(true);
    this.offered = new ServerTools(entry, new ToolCaller(entry, this));
  }

  void start() {
    worker.start();
  }

  /** Waits until the server was reached, or not, for the first time. */
  void awaitSettled(Duration limit) throws InterruptedException {
    var unused = settled.await(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
  }

  List<Tool> tools() {
    return offered.tools();
  }

  McpServerStatus status() {
    lock.lock();
    try {
      List<String> names = tools().stream().map(tool -> tool.spec().name()).toList();
      String known = problem == null ? offered.problem() : problem;
      return new McpServerStatus(entry.name(), entry.endpoint().toString(), state, known, names);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the connection, waiting a while for one; null if there is none.
   *
   * @param failed one that is no longer of use, even if its end has not been noticed yet
   */
  @Nullable Connection connection(Duration patience, @Nullable Connection failed)
      throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      if (!isUsable(failed)) {
        hurried = true;
        changed.signalAll();
      }
      while (!isUsable(failed) && left > 0) {
        if (state == ServerState.CLOSED) {
          return null;
        }
        left = changed.awaitNanos(left);
      }
      return isUsable(failed) ? connection : null;
    } finally {
      lock.unlock();
    }
  }

  private boolean isUsable(@Nullable Connection failed) {
    return connection != null && connection != failed && !connection.closed().isDone();
  }

  @Override
  public void close() {
    Connection last;
    lock.lock();
    try {
      state = ServerState.CLOSED;
      last = connection;
      connection = null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (last == null) {
      worker.interrupt();
    } else {
      last.abandon();
    }
    try {
      worker.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keepConnected() {
    int failures = 0;
    while (!isClosed()) {
      long start = System.nanoTime();
      String reason = connectOnce();
      boolean stable = System.nanoTime() - start > STABLE.toNanos();
      failures = stable ? 1 : failures + 1;
      publish(null, ServerState.UNAVAILABLE, reason);
      if (!isClosed()) {
        LOG.warn("MCP server {} is not available: {}", entry.name(), reason);
      }
      settled.countDown();
      pause(failures);
    }
  }

  /** Connects, stays until the connection ends, and returns why it did. */
  private String connectOnce() {
    try (Connection opened = Connection.open(entry, settings)) {
      list(opened);
      publish(opened, ServerState.CONNECTED, null);
      settled.countDown();
      while (opened.awaitChange()) {
        listAgain(opened);
      }
      return opened.end();
    } catch (TimeoutException e) {
      return "it did not answer within " + settings.connectTimeout().toSeconds() + " s";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    } catch (McpError e) {
      return "it refused: " + e.getMessage();
    } catch (IOException | RuntimeException e) {
      return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
  }

  private void list(Connection opened) throws IOException, TimeoutException, InterruptedException {
    List<McpSchema.Tool> tools =
        opened.tools(ServerTools.MOST_TOOLS + 1, settings.connectTimeout());
    offered.replace(tools, opened.capabilities());
    LOG.info("MCP server {} offers {} tools", entry.name(), tools.size());
  }

  /** A server that announces a list and does not give it keeps its last one. */
  private void listAgain(Connection opened) throws InterruptedException {
    try {
      list(opened);
    } catch (IOException | TimeoutException | RuntimeException e) {
      LOG.warn(
          "MCP server {} changed its tools and did not list them: {}", entry.name(), e.toString());
    }
  }

  private void publish(@Nullable Connection now, ServerState newState, @Nullable String reason) {
    lock.lock();
    try {
      if (state == ServerState.CLOSED) {
        if (now != null) {
          now.abandon();
        }
        return;
      }
      connection = now;
      state = newState;
      problem = reason;
      hurried = hurried && now == null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits before another attempt: longer after each failure, with some chance in it. */
  private void pause(int failures) {
    long millis = FIRST_PAUSE.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
    long left =
        TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
    lock.lock();
    try {
      while (left > 0 && !hurried && state != ServerState.CLOSED) {
        left = changed.awaitNanos(left);
      }
      hurried = false;
    } catch (InterruptedException e) {
      state = ServerState.CLOSED;
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return state == ServerState.CLOSED;
    } finally {
      lock.unlock();
    }
  }
}
