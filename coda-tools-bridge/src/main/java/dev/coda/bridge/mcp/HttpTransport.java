package dev.coda.bridge.mcp;

import dev.coda.bridge.http.AddressGuard;
import dev.coda.bridge.http.GuardedHttp;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.context.ContextView;

/**
 * A transport over streamable HTTP: each message is a request, answered with JSON or with a stream
 * of events, and on one more stream the server sends its own messages. Each stream has a thread
 * while it is open.
 */
final class HttpTransport implements LiveTransport {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** For what only spares the server work: a server that hangs gets no more of our time. */
  private static final Duration GOODBYE_TIMEOUT = Duration.ofSeconds(2);

  /** For messages that have no answer, only a receipt. */
  private static final Duration RECEIPT_TIMEOUT = Duration.ofSeconds(10);

  private final ServerEndpoint.Http endpoint;
  private final MessagePort port;
  private final HttpExchange exchange;
  private final ExecutorService threads;
  private final OkHttpClient client;
  private final boolean listens;
  private final Map<Object, OpenRequest> open = new ConcurrentHashMap<>();

  /**
   * @param authorization adds a user's token; null if no tokens of users are sent
   * @param listens whether to open the stream of the server's own messages
   */
  HttpTransport(
      String server,
      ServerEndpoint.Http endpoint,
      AddressGuard guard,
      int maxMessageBytes,
      @Nullable UserAuthorization authorization,
      boolean listens) {
    this.endpoint = endpoint;
    this.listens = listens;
    this.port = new MessagePort(server);
    this.threads = threads(server);
    Dispatcher dispatcher = new Dispatcher(threads);
    // Open streams count too; what bounds calls is each tool's own limit.
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    OkHttpClient.Builder settings =
        GuardedHttp.builder(guard, CONNECT_TIMEOUT)
            .dispatcher(dispatcher)
            .retryOnConnectionFailure(false)
            .addInterceptor(new SameOriginRedirects());
    if (authorization != null) {
      settings.addInterceptor(authorization);
    }
    this.client = settings.build();
    this.exchange =
        new HttpExchange(client, this::request, port, maxMessageBytes, endpoint.headers().values());
  }

  @Override
  public CompletableFuture<Void> closed() {
    return port.closed();
  }

  @Override
  public Mono<Void> connect(
      Function<Mono<McpSchema.JSONRPCMessage>, Mono<McpSchema.JSONRPCMessage>> handler) {
    return Mono.fromRunnable(() -> port.open(handler));
  }

  @Override
  public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
    return Mono.deferContextual(context -> {
      String version = context.getOrDefault(McpAsyncClient.NEGOTIATED_PROTOCOL_VERSION, null);
      if (version != null) {
        exchange.useVersion(version);
      }
      return Mono.create(sink -> post(message, context, sink));
    });
  }

  @Override
  public void onToolsChanged(Runnable action) {
    port.onToolsChanged(action);
  }

  @Override
  public void expectCall(String token) {
    port.expect(token);
  }

  @Override
  public void cancelCall(String token, String why) {
    for (Object id : port.forget(token)) {
      OpenRequest request = open.get(id);
      Runnable hangUp = request == null ? () -> {} : request::giveUp;
      // The message has a time limit, so this closes the connection in every case.
      sendMessage(MessagePort.cancel(id, why))
          .subscribe(ignored -> {}, ignored -> hangUp.run(), hangUp);
    }
  }

  @Override
  public void forgetCall(String token) {
    var unused = port.forget(token);
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return MessagePort.convert(data, type);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(() -> {
      port.closed().complete(null);
      client.dispatcher().cancelAll();
      if (exchange.hasSession()) {
        Call goodbye = client.newCall(request().delete().build());
        goodbye.timeout().timeout(GOODBYE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        goodbye.enqueue(Answer.ignored());
      }
      threads.shutdown();
      client.connectionPool().evictAll();
    });
  }

  private void post(McpSchema.JSONRPCMessage message, ContextView context, MonoSink<Void> sink) {
    Call call;
    try {
      RequestBody body = RequestBody.create(port.write(message), JSON);
      call = client.newCall(request().post(body).build());
    } catch (IOException e) {
      sink.error(e);
      return;
    }
    Object id = message instanceof McpSchema.JSONRPCRequest request ? request.id() : null;
    OpenRequest request = new OpenRequest();
    if (id == null) {
      Duration limit = isGoodbye(message) ? GOODBYE_TIMEOUT : RECEIPT_TIMEOUT;
      call.timeout().timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    } else {
      open.put(id, request);
      if (!port.note(context, id)) {
        request.giveUp();
      }
    }
    request
        .dial(call)
        .enqueue(
            new Answer(
                response -> {
                  exchange.read(response, id, request);
                  if (listens && isInitialized(message) && exchange.hasSession()) {
                    threads.execute(exchange::listen);
                  }
                  sink.success();
                },
                failure -> {
                  sink.error(failure);
                  exchange.bad(failure);
                },
                failure -> {
                  sink.error(
                      isNeverSent(failure) ? new NotDeliveredException("is closed") : failure);
                  exchange.lost(call, failure);
                },
                () -> forget(id)));
  }

  private void forget(@Nullable Object id) {
    if (id != null) {
      open.remove(id);
    }
  }

  private Request.Builder request() {
    Request.Builder request = new Request.Builder().url(endpoint.url().toString());
    endpoint.headers().forEach(request::header);
    exchange.headers().forEach(request::header);
    return request.header("Accept", "application/json, text/event-stream");
  }

  /** A transport that is closed has no threads left to connect with. */
  private static boolean isNeverSent(IOException failure) {
    return failure.getCause() instanceof RejectedExecutionException;
  }

  private static boolean isInitialized(McpSchema.JSONRPCMessage message) {
    return isNotification(message, McpSchema.METHOD_NOTIFICATION_INITIALIZED);
  }

  private static boolean isGoodbye(McpSchema.JSONRPCMessage message) {
    return isNotification(message, MessagePort.CANCELLED);
  }

  private static boolean isNotification(McpSchema.JSONRPCMessage message, String method) {
    return message instanceof McpSchema.JSONRPCNotification notification
        && notification.method().equals(method);
  }

  private static ExecutorService threads(String server) {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        5,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "coda-mcp-" + server + "-http");
          thread.setDaemon(true);
          return thread;
        });
  }
}
