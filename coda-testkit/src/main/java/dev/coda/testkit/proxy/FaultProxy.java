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
 * Stands between a client and a TCP service (a database, a cache, a model, a tool) and breaks the
 * network as a test says, while both are active. It listens on a free port of the loopback address.
 * Its threads are daemons of its own, five a connection. Thread-safe.
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
   * Starts a proxy before a service on this machine, without a fault.
   *
   * @param port the port
   * @return the proxy
   */
  public static FaultProxy to(int port) {
    return to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /**
   * Starts a proxy before any service, without a fault.
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

  /** Makes the network sound again. What is cut stays cut. */
  public void heal() {
    set(Faults.none());
  }

  /**
   * Cuts all open connections now; new ones are served.
   *
   * @param how how the connection ends
   */
  public void cutAll(Cut how) {
    connections.forEach(connection -> connection.cut(how));
  }

  /** {@return how many connections there have been, those that were refused included} */
  public int connections() {
    return taken.get();
  }

  /** {@return how many connections are open} */
  public int openConnections() {
    return connections.size();
  }

  /** {@return how many connections the proxy has cut or refused} */
  public int cuts() {
    return cuts.get();
  }

  /** {@return how many bytes have been handed to the target} */
  public long bytesToTarget() {
    return bytesToTarget.get();
  }

  /** {@return how many bytes of the target have been handed to clients} */
  public long bytesFromTarget() {
    return bytesFromTarget.get();
  }

  /** Takes no more connections and closes the open ones. */
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
