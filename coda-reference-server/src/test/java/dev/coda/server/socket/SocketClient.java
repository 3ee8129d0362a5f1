package dev.coda.server.socket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A client of a session's socket that keeps all it receives. Thread-safe. */
final class SocketClient implements WebSocket.Listener {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> frames = new ArrayList<>();
  private final StringBuilder part = new StringBuilder();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private @Nullable WebSocket socket;

  private SocketClient() {}

  /** Opens the socket of a session with what the caller adds to the handshake. */
  static SocketClient open(URI server, String session, Consumer<WebSocket.Builder> handshake) {
    URI address =
        URI.create(server.toString().replaceFirst("^http", "ws") + "/api/v1/ws/chat/" + session);
    SocketClient client = new SocketClient();
    WebSocket.Builder builder = HTTP.newWebSocketBuilder();
    handshake.accept(builder);
    client.socket = builder.buildAsync(address, client).orTimeout(20, TimeUnit.SECONDS).join();
    return client;
  }

  /** Opens the socket of a session with a bearer token. */
  static SocketClient open(URI server, String session, String token) {
    return open(server, session, handshake -> handshake.header("Authorization", "Bearer " + token));
  }

  /** Sends a text as it is. */
  SocketClient send(String text) {
    socket().sendText(text, true).join();
    return this;
  }

  /** Waits for a frame, and returns it. */
  JsonNode await(Predicate<JsonNode> wanted) {
    return awaitNext(0, wanted);
  }

  /** Waits for the first frame of a type, and returns it. */
  JsonNode await(String type) {
    return await(frame -> type.equals(frame.path("type").asText()));
  }

  /** Waits for a frame behind the first so many, and returns it. */
  JsonNode awaitNext(int skipped, Predicate<JsonNode> wanted) {
    return Awaitility.await()
        .atMost(SOON)
        .until(
            () -> frames().stream().skip(skipped).filter(wanted).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  /** Returns the frames so far. */
  synchronized List<JsonNode> frames() {
    return List.copyOf(frames);
  }

  /** Returns the frames of one run so far. */
  List<JsonNode> of(String run) {
    return frames().stream()
        .filter(frame -> frame.has("seq") && run.equals(frame.path("run_id").asText()))
        .toList();
  }

  /** Waits for the server to close the socket, and returns its code. */
  int awaitClose() {
    return closed.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Cuts the connection. */
  void cut() {
    socket().abort();
  }

  /** Returns the subprotocol that the server has chosen. */
  String protocol() {
    return socket().getSubprotocol();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    part.append(text);
    if (last) {
      synchronized (this) {
        frames.add(parse(part.toString()));
      }
      part.setLength(0);
    }
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    closed.completeExceptionally(failure);
  }

  private WebSocket socket() {
    if (socket == null) {
      throw new IllegalStateException("not open");
    }
    return socket;
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
