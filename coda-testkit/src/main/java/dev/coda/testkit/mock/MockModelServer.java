package dev.coda.testkit.mock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model's host on a free local port, with its own implementation of HTTP/1.1, so that it can
 * violate the protocol, which a web server would not do. It sends scripted replies in order, one
 * for each POST. When they are used up, it answers like OpenAI's chat API. A GET of a path that
 * ends in {@code /models} lists one model.
 *
 * <p>Point a provider's base URL at {@link #baseUrl()}. It has two daemon threads for each
 * connection. Thread-safe.
 */
public final class MockModelServer implements AutoCloseable {
  /** The name of the model that is listed, and that answers. */
  public static final String MODEL = "mock-model";

  private static final String MODEL_LIST =
      "{\"object\":\"list\",\"data\":[{\"id\":\"" + MODEL + "\",\"object\":\"model\"}]}";

  private final ServerSocket server;
  private final Queue<MockReply> scripts = new ConcurrentLinkedQueue<>();
  private final List<MockExchange> exchanges = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<MockExchange> arrivals = new LinkedBlockingQueue<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger threads = new AtomicInteger();
  private volatile Function<MockRequest, MockReply> otherwise =
      request -> MockReply.text("Hello", " from", " the", " mock", " model.");

  private MockModelServer(ServerSocket server) {
    this.server = server;
  }

  /**
   * Starts a server with these replies.
   *
   * @param replies the replies, in order
   * @return the server
   */
  public static MockModelServer start(MockReply... replies) {
    try {
      ServerSocket socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
      MockModelServer server = new MockModelServer(socket);
      server.enqueue(replies);
      server.onThread(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds replies after the others.
   *
   * @param replies the replies, in order
   * @return this server
   */
  public MockModelServer enqueue(MockReply... replies) {
    scripts.addAll(List.of(replies));
    return this;
  }

  /**
   * Sets the answers to requests for which there is no scripted reply.
   *
   * @param answer creates the reply to a request
   * @return this server
   */
  public MockModelServer otherwise(Function<MockRequest, MockReply> answer) {
    this.otherwise = answer;
    return this;
  }

  /** {@return the port on the loopback address} */
  public int port() {
    return server.getLocalPort();
  }

  /** {@return the base URL for a provider's settings; it ends in {@code /v1}} */
  public String baseUrl() {
    return baseUrl(port());
  }

  /**
   * {@return the base URL with another local port, such as that of a proxy in front of the server}
   *
   * @param port the port
   */
  public static String baseUrl(int port) {
    return "http://127.0.0.1:" + port + "/v1";
  }

  /**
   * {@return the exchanges so far, in the order of their requests, without requests for the list of
   * models}
   */
  public List<MockExchange> exchanges() {
    return List.copyOf(exchanges);
  }

  /** {@return the number of connections so far} */
  public int connections() {
    return sockets.size();
  }

  /**
   * Waits for the next request that no other call has returned yet.
   *
   * @param atMost the longest time to wait
   * @return the request and its reply
   * @throws AssertionError if there is none within this time
   */
  public MockExchange awaitExchange(Duration atMost) {
    try {
      MockExchange next = arrivals.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        throw new AssertionError("No request came within " + atMost + ".");
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        MockConnection connection =
            new MockConnection(socket, this::onThread, this::record, this::reply);
        onThread(connection::serve);
        if (server.isClosed()) {
          socket.close();
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private MockExchange record(MockRequest request) {
    MockExchange exchange = new MockExchange(request);
    if (!isModelList(request)) {
      exchanges.add(exchange);
      arrivals.add(exchange);
    }
    return exchange;
  }

  private MockReply reply(MockRequest request) {
    if (isModelList(request)) {
      return MockReply.of(200, "application/json", ChatFrames.bytes(MODEL_LIST));
    }
    @Nullable MockReply scripted = scripts.poll();
    return scripted == null ? otherwise.apply(request) : scripted;
  }

  private static boolean isModelList(MockRequest request) {
    return request.method().equals("GET") && request.path().endsWith("/models");
  }

  private void onThread(Runnable task) {
    Thread thread = new Thread(task, "mock-model-" + threads.incrementAndGet());
    thread.setDaemon(true);
    thread.start();
  }
}
