package dev.coda.server.connection;

import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The methods of requests that have no response yet, in order: a response to HEAD has a length but
 * no body. Confined to one thread at a time.
 */
final class RequestMethods {
  private final Queue<HttpMethod> waiting = new ArrayDeque<>();

  void add(HttpMethod method) {
    waiting.add(method);
  }

  /** Removes and returns the method that the next response answers; null if nobody asked. */
  @Nullable HttpMethod next() {
    return waiting.poll();
  }
}
