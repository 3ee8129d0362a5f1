package dev.coda.bridge.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Notices before a request is sent that the other side has closed the pooled connection meanwhile,
 * and takes another one. OkHttp looks only after ten idle seconds, and many services close sooner.
 * Nothing of the request has been sent then, so that nothing is sent twice. Thread-safe.
 */
final class IdleConnections {
  /** More than a pool keeps. */
  private static final int MOST_CLOSED = 20;

  private final Set<Connection> used =
      Collections.synchronizedSet(Collections.newSetFromMap(weak()));

  private IdleConnections() {}

  static OkHttpClient.Builder checkedBy(OkHttpClient.Builder client) {
    IdleConnections connections = new IdleConnections();
    return client
        .addInterceptor(IdleConnections::onAnOpenConnection)
        .addNetworkInterceptor(connections::check);
  }

  private static Response onAnOpenConnection(Interceptor.Chain chain) throws IOException {
    for (int closed = 0; closed < MOST_CLOSED; closed++) {
      try {
        return chain.proceed(chain.request());
      } catch (ClosedConnectionException e) {
        // It has left the pool; the next one may be open, and a new one is.
      }
    }
    return chain.proceed(chain.request());
  }

  private Response check(Interceptor.Chain chain) throws IOException {
    Connection connection = chain.connection();
    if (connection != null && !used.add(connection) && isClosed(connection)) {
      connection.socket().close();
      throw new ClosedConnectionException();
    }
    return chain.proceed(chain.request());
  }

  /** OkHttp's reader thread notices the end of an HTTP/2 connection. */
  private static boolean isClosed(Connection connection) throws IOException {
    if (connection.protocol() != Protocol.HTTP_1_1 && connection.protocol() != Protocol.HTTP_1_0) {
      return false;
    }
    Socket socket = connection.socket();
    int timeout = socket.getSoTimeout();
    try {
      socket.setSoTimeout(1);
      // Whatever comes unasked makes the connection useless as well.
      int unused = socket.getInputStream().read();
      return true;
    } catch (SocketTimeoutException e) {
      socket.setSoTimeout(timeout);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static Map<Connection, Boolean> weak() {
    return new WeakHashMap<>();
  }
}
