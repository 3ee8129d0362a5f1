package dev.coda.bridge.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coda.api.content.CodaJson;
import dev.coda.bridge.http.OneLine;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * The common part of both transports: JSON, delivery to the session, and which requests belong to
 * which call. The SDK does not expose request ids, which a cancel needs.
 */
final class MessagePort {
  private static final Logger LOG = LoggerFactory.getLogger(MessagePort.class);
  static final String CANCELLED = "notifications/cancelled";

  /** The key in a subscriber's context of the call to which its requests belong. */
  static final String CALL = "coda.call";

  private static final int INTERNAL_ERROR = -32603;
  private static final int MOST_WORDS = 500;
  private static final String MALFORMED = "its reply is malformed";

  private static final McpJsonMapper JSON = new JacksonMcpJsonMapper(new ObjectMapper());

  private final String server;
  private final Map<String, List<Object>> requestsByCall = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private volatile @Nullable
      Function<Mono<McpSchema.JSONRPCMessage>, Mono<McpSchema.JSONRPCMessage>>
      handler;
  private volatile Runnable toolsChanged = () -> {};

  MessagePort(String server) {
    this.server = server;
  }

  CompletableFuture<Void> closed() {
    return closed;
  }

  /** Returns why nothing more will arrive, once that is so. */
  String end() {
    return closed
        .handle((done, failure) ->
            failure == null || failure.getMessage() == null ? "is closed" : failure.getMessage())
        .getNow("is open");
  }

  void open(Function<Mono<McpSchema.JSONRPCMessage>, Mono<McpSchema.JSONRPCMessage>> value) {
    this.handler = value;
  }

  /** Sets the callback for a change of the server's list of tools. It must not block. */
  void onToolsChanged(Runnable action) {
    this.toolsChanged = action;
  }

  /** Returns the message on one line. */
  String write(McpSchema.JSONRPCMessage message) throws IOException {
    return JSON.writeValueAsString(message);
  }

  /** Passes on a message of the server. Other output, such as a stray print, is skipped. */
  void deliver(String text) {
    var receiver = handler;
    if (receiver == null || text.isBlank()) {
      return;
    }
    try {
      var message = McpSchema.deserializeJsonRpcMessage(JSON, text);
      if (message instanceof McpSchema.JSONRPCResponse response && isEmpty(response)) {
        fail(response.id(), INTERNAL_ERROR, MALFORMED);
      } else if (!(message instanceof McpSchema.JSONRPCNotification notice) || isProgress(notice)) {
        receiver.apply(Mono.just(message)).subscribe(ignored -> {}, this::undelivered);
      } else if (notice.method().equals(McpSchema.METHOD_NOTIFICATION_TOOLS_LIST_CHANGED)) {
        toolsChanged.run();
      }
    } catch (IOException | RuntimeException e) {
      deliverParts(text, e);
    }
  }

  /** Ends a request with an error; without effect if it is no longer waiting. */
  void fail(Object requestId, int code, String words) {
    var receiver = handler;
    if (receiver != null) {
      var error = new McpSchema.JSONRPCResponse.JSONRPCError(code, words);
      receiver
          .apply(Mono.just(McpSchema.JSONRPCResponse.error(requestId, error)))
          .subscribe(ignored -> {}, this::undelivered);
    }
  }

  /** A reply that cannot be read still ends its request, or the call would wait for nothing. */
  private void deliverParts(String text, Exception failure) {
    JsonNode tree;
    try {
      tree = CodaJson.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      LOG.debug("MCP server {} sent what is not JSON", server);
      return;
    }
    if (tree.isArray()) {
      tree.forEach(each -> deliver(each.toString()));
    } else if (tree.path("id").isValueNode() && !tree.has("method") && !tree.path("id").isNull()) {
      JsonNode id = tree.path("id");
      JsonNode error = tree.path("error");
      String words = error.isTextual() ? OneLine.of(error.asText(), MOST_WORDS) : MALFORMED;
      fail(id.isNumber() ? id.numberValue() : id.asText(), INTERNAL_ERROR, words);
    } else {
      LOG.debug("MCP server {} sent what is not a message: {}", server, failure.toString());
    }
  }

  private static boolean isEmpty(McpSchema.JSONRPCResponse response) {
    return response.error() == null
        ? response.result() == null
        : response.error().message() == null || response.error().code() == null;
  }

  /** Begins to note the requests of this call, until it is forgotten. */
  void expect(String token) {
    requestsByCall.put(token, new ArrayList<>());
  }

  /** Records to which call a request belongs. Returns false if that call is over. */
  boolean note(ContextView context, Object requestId) {
    return !context.hasKey(CALL)
        || requestsByCall.computeIfPresent(
                context.<String>get(CALL),
                (token, requests) -> {
                  requests.add(requestId);
                  return requests;
                })
            != null;
  }

  /** Forgets a call and returns the ids of its requests, in their order. */
  List<Object> forget(String token) {
    List<Object> requests = requestsByCall.remove(token);
    return requests == null ? List.of() : List.copyOf(requests);
  }

  static McpSchema.JSONRPCNotification cancel(Object requestId, String why) {
    return new McpSchema.JSONRPCNotification(
        CANCELLED, Map.of("requestId", requestId, "reason", why));
  }

  static <T> T convert(Object data, TypeRef<T> type) {
    return JSON.convertValue(data, type);
  }

  /**
   * The SDK answers others with its own requests, without a limit that a server could not exceed.
   */
  private static boolean isProgress(McpSchema.JSONRPCNotification notice) {
    return notice.method().equals(McpSchema.METHOD_NOTIFICATION_PROGRESS);
  }

  private void undelivered(Throwable failure) {
    LOG.debug("MCP server {} sent a message that could not be handled", server, failure);
  }
}
