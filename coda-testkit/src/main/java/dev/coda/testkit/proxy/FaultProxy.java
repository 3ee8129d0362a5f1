package dev.coda.testkit.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A proxy between a client and a TCP service (a database, a cache, a model, a tool), which disturbs
 * the network as a test requests, also while connections are open. It listens on a free port of the
 * loopback address. It has five daemon threads for each connection. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
  private static final long MOST_TO_REFUSE_MILLIS = 5_000;

  private final ServerSocket server;
  private final InetSocketAddress target;
  private final Thread acceptor;
  private final List<ProxiedConnection> connections = new CopyOnWriteArrayList<>();
  private final AtomicInteger threads = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicLong bytesToTarget = new AtomicLong();
  private final AtomicLong bytesFromTarget = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile Faults faults = Faults.none();
  private volatile boolean closed;

  private FaultProxy(ServerSocket server, InetSocketAddress target) {
    this.server = server;
    this.target = target;
    this.acceptor = thread(this::accept);
  }

  /**
   * Starts a proxy for a service on this machine, without faults.
   *
   * @param port the port
   * @return the proxy
   */
  public static FaultProxy to(int port) {
    return to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /**
   * Starts a proxy for any service, without faults.
   *
   * @param target the address of the service
   * @return the proxy
   */
  public static FaultProxy to(InetSocketAddress target) {
    try {
      ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
      FaultProxy proxy = new FaultProxy(server, target);
      proxy.acceptor.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return the port on the loopback address} */
  public int port() {
    return server.getLocalPort();
  }

  /**
   * Changes the network from now on, for open connections too.
   *
   * @param value the faults from now on
   */
  public void set(Faults value) {
    lock.lock();
    try {
      faults = value;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends all faults. Closed connections stay closed. */
  public void heal() {
    set(Faults.none());
  }

  /**
   * Cuts all open connections now; new connections are accepted.
   *
   * @param how how the connections are cut
   */
  public void cutAll(Cut how) {
    connections.forEach(connection -> connection.cut(how));
  }

  /** {@return the number of connections so far, those that were refused included} */
  public int connections() {
    return taken.get();
  }

  /** {@return the number of open connections} */
  public int openConnections() {
    return connections.size();
  }

  /** {@return the number of connections that the proxy has cut or refused} */
  public int cuts() {
    return cuts.get();
  }

  /** {@return the number of bytes that were passed to the target} */
  public long bytesToTarget() {
    return bytesToTarget.get();
  }

  /** {@return the number of bytes of the target that were passed to clients} */
  public long bytesFromTarget() {
    return bytesFromTarget.get();
  }

  /** Accepts no more connections and closes the open ones. */
  @Override
  public void close() {
    closed = true;
    heal();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitRefusal();
    connections.forEach(ProxiedConnection::close);
  }

  /** A thread that waits for connections keeps the port open until it has noticed the end. */
  private void awaitRefusal() {
    try {
      acceptor.join(MOST_TO_REFUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Faults faults() {
    return faults;
  }

  /** Waits while nothing passes. */
  Faults awaitPassage() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (faults.blackHole() && !closed) {
        changed.await();
      }
      return faults;
    } finally {
      lock.unlock();
    }
  }

  void onThread(Runnable task) {
    thread(task).start();
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "fault-proxy-" + threads.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  void ended(ProxiedConnection connection, boolean byFault) {
    if (connections.remove(connection) && byFault) {
      cuts.incrementAndGet();
    }
  }

  AtomicLong counter(boolean fromTarget) {
    return fromTarget ? bytesFromTarget : bytesToTarget;
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = server.accept();
        taken.incrementAndGet();
        onThread(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    ProxiedConnection connection = new ProxiedConnection(this, client);
    connections.add(connection);
    if (faults.down()) {
      connection.cut(Cut.RST);
    } else {
      connection.connect(target);
    }
    if (closed) {
      connection.close();
    }
  }
}
