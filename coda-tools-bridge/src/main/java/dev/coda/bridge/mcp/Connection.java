package dev.coda.bridge.mcp;

import dev.coda.api.id.UserId;
import dev.coda.api.tool.ToolContext;
import dev.coda.bridge.http.AddressGuard;
import dev.coda.bridge.oauth.ProtectedServer;
import dev.coda.bridge.oauth.UserTokens;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** One session with a server, from its start until the server or we end it. Never reopened. */
final class Connection implements AutoCloseable {
  /** Only limits what the SDK remembers: every wait here has its own deadline. */
  private static final Duration SDK_TIMEOUT = Duration.ofHours(1);

  private static final int MOST_PAGES = 100;
  private static final Duration SETTLING = Duration.ofMillis(200);

  private static final McpSchema.Implementation CODA =
      McpSchema.Implementation.builder("coda", "0.1.0").build();

  private final LiveTransport transport;
  private final boolean ofUser;
  private final ActiveCalls calls;
  private final McpAsyncClient client;
  private final AtomicReference<CompletableFuture<Void>> change =
      new AtomicReference<>(new CompletableFuture<>());

  private Connection(LiveTransport transport, ActiveCalls calls, boolean ofUser) {
    this.transport = transport;
    this.ofUser = ofUser;
    transport.onToolsChanged(() -> change.get().complete(null));
    this.calls = calls;
    McpClient.AsyncSpec settings =
        McpClient.async(transport)
            .clientInfo(CODA)
            .requestTimeout(SDK_TIMEOUT)
            .initializationTimeout(SDK_TIMEOUT)
            .progressConsumer(progress -> Mono.fromRunnable(() -> calls.progressed(progress)));
    if (calls.canAsk()) {
      settings
          .applyElicitationDefaults(true)
          .capabilities(McpSchema.ClientCapabilities.builder().elicitation().build())
          .elicitation(question ->
              Mono.fromCallable(() -> calls.answer(question))
                  .subscribeOn(Schedulers.boundedElastic()));
    }
    this.client = settings.build();
  }

  /**
   * Starts or connects to the server and initialises the session, within the limit.
   *
   * @param user the user whose token is sent; null for none
   * @param listens whether to open the stream on which the server reports changes of its tools
   * @throws SignInRequiredException if the server requires a token, and the user has none
   */
  static Connection open(
      ServerEntry entry, ConnectionSettings settings, @Nullable UserId user, boolean listens)
      throws IOException, TimeoutException, InterruptedException {
    ActiveCalls calls = new ActiveCalls(entry.name(), settings.elicitation());
    LiveTransport transport = transport(entry, settings, user, listens);
    Connection connection = new Connection(transport, calls, user != null);
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

  private static LiveTransport transport(
      ServerEntry entry, ConnectionSettings settings, @Nullable UserId user, boolean listens)
      throws IOException {
    if (entry.endpoint() instanceof ServerEndpoint.Stdio program) {
      return StdioTransport.start(entry.name(), program, settings.maxMessageBytes());
    }
    ServerEndpoint.Http http = (ServerEndpoint.Http) entry.endpoint();
    List<String> allowed = new ArrayList<>(settings.allowedAddresses());
    allowed.addAll(http.allowedAddresses());
    AddressGuard guard = AddressGuard.allowing(allowed);
    ProtectedServer server = entry.protectedServer();
    UserTokens tokens = settings.tokens();
    UserAuthorization authorization =
        server == null || tokens == null ? null : new UserAuthorization(server, tokens, user);
    return new HttpTransport(
        entry.name(), http, guard, settings.maxMessageBytes(), authorization, listens);
  }

  /** Returns whether a user's token is sent along. */
  boolean isOfUser() {
    return ofUser;
  }

  CompletableFuture<Void> closed() {
    return transport.closed();
  }

  McpSchema.ServerCapabilities capabilities() {
    return Objects.requireNonNull(client.getServerCapabilities());
  }

  /**
   * Lists the tools, page by page; none if the server has none.
   *
   * @param most after how many it is enough; a few more may be returned
   */
  List<McpSchema.Tool> tools(int most, Duration limit)
      throws IOException, TimeoutException, InterruptedException {
    List<McpSchema.Tool> tools = new ArrayList<>();
    if (capabilities().tools() == null) {
      return tools;
    }
    Wait wait = Wait.of(closed(), limit);
    String cursor = McpSchema.FIRST_PAGE;
    for (int page = 0; page < MOST_PAGES; page++) {
      McpSchema.ListToolsResult listed =
          answer(UUID.randomUUID().toString(), client.listTools(cursor), wait);
      tools.addAll(listed.tools());
      cursor = listed.nextCursor();
      if (cursor == null || cursor.isEmpty() || tools.size() >= most) {
        break;
      }
    }
    return tools;
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

  /** Waits for an answer; if the wait ends early for any reason, the server is notified. */
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

  /**
   * Waits until the list of tools has changed, however often. Returns false if the connection has
   * ended.
   */
  boolean awaitChange() throws InterruptedException {
    try {
      CompletableFuture.anyOf(closed(), change.get()).get();
      // Changes come in bunches, and each list costs the server and us.
      closed().get(SETTLING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      change.set(new CompletableFuture<>());
      return true;
    } catch (ExecutionException e) {
      return false;
    }
    return false;
  }

  /** Returns why a connection that has ended did. */
  String end() throws InterruptedException {
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
