package dev.coda.bridge.mcp;

import dev.coda.api.id.UserId;
import dev.coda.api.tool.SignIn;
import dev.coda.api.tool.Tool;
import dev.coda.bridge.oauth.ProtectedServer;
import dev.coda.bridge.oauth.UserTokens;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
 * Keeps one server connected: a separate thread opens a connection, waits for its end, and opens
 * the next one, after a longer pause for each failure. A call that finds no connection ends the
 * pause.
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
  private final UserConnections users;
  private final CountDownLatch settled = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private final Thread worker;

  // Guarded by the lock.
  private @Nullable Connection connection;
  private ServerState state = ServerState.STARTING;
  private @Nullable String problem;
  private boolean hurried;

  /** Whether calls are made with the token of their user, on a connection of their user. */
  private volatile boolean needsSignIn;

  ServerLink(ServerEntry entry, ConnectionSettings settings) {
    this.entry = entry;
    this.settings = settings;
    this.worker = new Thread(this::keepConnected, "coda-mcp-" + entry.name());
    this.worker.setDaemon(true);
    this.offered = new ServerTools(entry, new ToolCaller(entry, this));
    this.users = new UserConnections(entry, settings);
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

  String name() {
    return entry.name();
  }

  /** Returns the server to which users sign in; empty if the server has not required that. */
  Optional<ProtectedServer> protectedServer() {
    return needsSignIn ? Optional.ofNullable(entry.protectedServer()) : Optional.empty();
  }

  /** Returns the address at which users sign in. */
  SignIn signIn() {
    return Objects.requireNonNull(settings.tokens())
        .signIn(Objects.requireNonNull(entry.protectedServer()));
  }

  /** Makes further calls with the token of their user. */
  void requireSignIn() {
    needsSignIn = true;
  }

  /** Lists the tools after a user has signed in, and waits a while for them. */
  void signedIn(Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (left > 0 && state != ServerState.CONNECTED && state != ServerState.CLOSED) {
        hurried = true;
        changed.signalAll();
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the connection for the calls of a user; null if there is none.
   *
   * @param atMost how long to wait for one that all users share
   * @param failed a connection that no longer works, even if its end has not been noticed yet
   * @throws SignInRequiredException if the user has to sign in
   */
  @Nullable Connection connection(UserId user, Duration atMost, @Nullable Connection failed)
      throws IOException, TimeoutException, InterruptedException {
    return needsSignIn ? users.get(user, failed) : connection(atMost, failed);
  }

  /**
   * Returns the shared connection, waiting a while for one; null if there is none.
   *
   * @param failed a connection that no longer works, even if its end has not been noticed yet
   */
  private @Nullable Connection connection(Duration atMost, @Nullable Connection failed)
      throws InterruptedException {
    long left = atMost.toNanos();
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
    users.close();
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
      End end = connectOnce();
      boolean stable = System.nanoTime() - start > STABLE.toNanos();
      failures = stable ? 1 : failures + 1;
      publish(null, end.state(), end.reason());
      if (end.state() == ServerState.NEEDS_SIGN_IN && failures == 1) {
        LOG.info("MCP server {} wants its users to sign in", entry.name());
      } else if (end.state() == ServerState.UNAVAILABLE && !isClosed()) {
        LOG.warn("MCP server {} is not available: {}", entry.name(), end.reason());
      }
      settled.countDown();
      pause(failures);
    }
  }

  /**
   * Why a connection has ended.
   *
   * @param reason null if the state is enough
   */
  private record End(ServerState state, @Nullable String reason) {}

  private End connectOnce() {
    try {
      return new End(ServerState.UNAVAILABLE, connected());
    } catch (SignInRequiredException e) {
      needsSignIn = true;
      return new End(ServerState.NEEDS_SIGN_IN, null);
    } catch (IOException | RuntimeException e) {
      return new End(
          ServerState.UNAVAILABLE,
          e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
  }

  /** Returns a user with whose token the tools are listed; null to try without one. */
  private @Nullable UserId lister() {
    ProtectedServer server = entry.protectedServer();
    UserTokens tokens = settings.tokens();
    return server == null || tokens == null ? null : tokens.anyone(server).orElse(null);
  }

  /**
   * Connects, stays until the connection ends, and returns why it did. A connection with a user's
   * token only lists the tools: no calls of other users are made on it.
   */
  private String connected() throws IOException {
    UserId lister = lister();
    if (lister != null) {
      needsSignIn = true;
    }
    try (Connection opened = Connection.open(entry, settings, lister, true)) {
      list(opened);
      publish(lister == null ? opened : null, ServerState.CONNECTED, null);
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
