package dev.coda.bridge.mcp;

import dev.coda.api.tool.ToolContext;
import dev.coda.bridge.http.AddressGuard;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** One session with a server, from its start until the server or we end it. Never reopened. */
final class Connection implements AutoCloseable {
  /** Only bounds what the SDK remembers: every wait here has a deadline of its own. */
  private static final Duration SDK_TIMEOUT = Duration.ofHours(1);

  private static final McpSchema.Implementation CODA =
      McpSchema.Implementation.builder("coda", "0.1.0").build();

  private final LiveTransport transport;
  private final ActiveCalls calls;
  private final McpAsyncClient client;

  private Connection(
      LiveTransport transport, ActiveCalls calls, Consumer<List<McpSchema.Tool>> changed) {
    this.transport = transport;
    this.calls = calls;
    this.client =
        McpClient.async(transport)
            .clientInfo(CODA)
            .applyElicitationDefaults(true)
            .requestTimeout(SDK_TIMEOUT)
            .initializationTimeout(SDK_TIMEOUT)
            .capabilities(McpSchema.ClientCapabilities.builder().elicitation().build())
            .elicitation(question ->
                Mono.fromCallable(() -> calls.answer(question))
                    .subscribeOn(Schedulers.boundedElastic()))
            .progressConsumer(progress -> Mono.fromRunnable(() -> calls.progressed(progress)))
            .toolsChangeConsumer(tools -> Mono.fromRunnable(() -> changed.accept(tools)))
            .build();
  }

  /** Starts or dials the server and shakes hands, within the limit. */
  static Connection open(
      ServerEntry entry, ConnectionSettings settings, Consumer<List<McpSchema.Tool>> changed)
      throws IOException, TimeoutException, InterruptedException {
    ActiveCalls calls = new ActiveCalls(entry.name(), settings.elicitation());
    Connection connection = new Connection(transport(entry, settings), calls, changed);
    try {
      var unused =
          Wait.of(connection.transport.closed(), settings.connectTimeout())
              .until(connection.client.initialize().toFuture());
      return connection;
    } catch (IOException | TimeoutException | InterruptedException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static LiveTransport transport(ServerEntry entry, ConnectionSettings settings)
      throws IOException {
    if (entry.endpoint() instanceof ServerEndpoint.Stdio program) {
      return StdioTransport.start(entry.name(), program, settings.maxMessageBytes());
    }
    ServerEndpoint.Http http = (ServerEndpoint.Http) entry.endpoint();
    List<String> allowed = new ArrayList<>(settings.allowedAddresses());
    allowed.addAll(http.allowedAddresses());
    AddressGuard guard = AddressGuard.allowing(allowed);
    return new HttpTransport(entry.name(), http, guard, settings.maxMessageBytes());
  }

  CompletableFuture<Void> closed() {
    return transport.closed();
  }

  McpSchema.ServerCapabilities capabilities() {
    return Objects.requireNonNull(client.getServerCapabilities());
  }

  /** Lists the tools; none if the server has none. */
  List<McpSchema.Tool> tools(Duration limit)
      throws IOException, TimeoutException, InterruptedException {
    if (capabilities().tools() == null) {
      return List.of();
    }
    return Wait.of(closed(), limit).until(client.listTools().toFuture()).tools();
  }

  /** Calls a tool. */
  McpSchema.CallToolResult call(
      McpSchema.CallToolRequest.Builder request, ToolContext context, Duration limit)
      throws IOException, TimeoutException, InterruptedException {
    String token = UUID.randomUUID().toString();
    calls.add(token, context);
    try {
      return answer(
          token,
          client.callTool(request.progressToken(token).build()),
          Wait.of(closed(), limit, context));
    } finally {
      calls.remove(token);
    }
  }

  /** Asks for anything else, such as a list of resources. */
  <T> T ask(Function<McpAsyncClient, Mono<T>> request, ToolContext context, Duration limit)
      throws IOException, TimeoutException, InterruptedException {
    return answer(
        UUID.randomUUID().toString(), request.apply(client), Wait.of(closed(), limit, context));
  }

  /** Waits for an answer; whatever ends the wait early, the server is told. */
  private <T> T answer(String token, Mono<T> request, Wait wait)
      throws IOException, TimeoutException, InterruptedException {
    transport.expectCall(token);
    CompletableFuture<T> answer =
        request.contextWrite(context -> context.put(MessagePort.CALL, token)).toFuture();
    String ended = "the call was cut off";
    boolean answered = false;
    try {
      T result = wait.until(answer);
      answered = true;
      return result;
    } catch (TimeoutException e) {
      ended = "the time for the call is over";
      throw e;
    } finally {
      if (answered) {
        transport.forgetCall(token);
      } else {
        answer.cancel(true);
        transport.cancelCall(token, ended);
      }
    }
  }

  /** Waits for the end of the connection and returns its reason. */
  String awaitEnd() throws InterruptedException {
    try {
      closed().get();
      return "closed";
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
  }

  /** Ends the connection without waiting for the server. */
  void abandon() {
    closed().complete(null);
  }

  @Override
  public void close() {
    client.close();
  }
}
