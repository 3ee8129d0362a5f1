package dev.coda.bridge.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * What both transports do alike: JSON, delivery to the session, and which request carries which
 * call. The SDK keeps request ids to itself, and a cancel has to name one.
 */
final class MessagePort {
  private static final Logger LOG = LoggerFactory.getLogger(MessagePort.class);
  private static final McpJsonMapper JSON = new JacksonMcpJsonMapper(new ObjectMapper());

  private final String server;
  private final Map<String, Object> requestsByToken = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private volatile @Nullable
      Function<Mono<McpSchema.JSONRPCMessage>, Mono<McpSchema.JSONRPCMessage>>
      handler;

  MessagePort(String server) {
    this.server = server;
  }

  CompletableFuture<Void> closed() {
    return closed;
  }

  void open(Function<Mono<McpSchema.JSONRPCMessage>, Mono<McpSchema.JSONRPCMessage>> value) {
    this.handler = value;
  }

  /** Returns the message on one line. */
  String write(McpSchema.JSONRPCMessage message) throws IOException {
    if (message instanceof McpSchema.JSONRPCRequest request
        && request.params() instanceof McpSchema.CallToolRequest call
        && call.progressToken() instanceof String token) {
      requestsByToken.put(token, request.id());
    }
    return JSON.writeValueAsString(message);
  }

  /** Hands over what the server sent. What is no message, such as a stray print, is skipped. */
  void deliver(String text) {
    var receiver = handler;
    if (receiver == null || text.isBlank()) {
      return;
    }
    try {
      var message = McpSchema.deserializeJsonRpcMessage(JSON, text);
      receiver.apply(Mono.just(message)).subscribe(ignored -> {}, this::undelivered);
    } catch (IOException | RuntimeException e) {
      LOG.debug("MCP server {} sent what is no message: {}", server, e.getClass().getSimpleName());
    }
  }

  /** The cancel of the call with this token; empty if it was never sent or has ended. */
  Optional<McpSchema.JSONRPCNotification> cancel(String token, String why) {
    return requestId(token)
        .map(id ->
            new McpSchema.JSONRPCNotification(
                "notifications/cancelled", Map.of("requestId", id, "reason", why)));
  }

  Optional<Object> requestId(String token) {
    return Optional.ofNullable(requestsByToken.get(token));
  }

  void forget(String token) {
    requestsByToken.remove(token);
  }

  static <T> T convert(Object data, TypeRef<T> type) {
    return JSON.convertValue(data, type);
  }

  private void undelivered(Throwable failure) {
    LOG.debug("MCP server {} sent a message that could not be handled", server, failure);
  }
}
