package dev.coda.bridge.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Reads the answers of a server over HTTP, and stores its session id. */
final class HttpExchange {
  static final String SESSION = "Mcp-Session-Id";
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int MOST_FAILURES = 3;

  /** The specification says 404; servers also answer that a request or its sender is unknown. */
  private static final Set<Integer> SESSION_OVER = Set.of(400, 401, 404, 410);

  private final OkHttpClient client;
  private final Supplier<Request.Builder> requests;
  private final MessagePort port;
  private final int maxBytes;
  private final Collection<String> sent;
  private volatile @Nullable String session;
  private volatile @Nullable String version;

  /**
   * @param sent values of headers, which must not appear in texts of the server
   */
  HttpExchange(
      OkHttpClient client,
      Supplier<Request.Builder> requests,
      MessagePort port,
      int maxBytes,
      Collection<String> sent) {
    this.client = client;
    this.requests = requests;
    this.port = port;
    this.maxBytes = maxBytes;
    this.sent = sent;
  }

  boolean hasSession() {
    return session != null;
  }

  void useVersion(String negotiated) {
    this.version = negotiated;
  }

  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    if (session != null) {
      headers.put(SESSION, session);
    }
    if (version != null) {
      headers.put("MCP-Protocol-Version", version);
    }
    return headers;
  }

  /** A server that cannot be reached ends the session, unless it was we who hung up. */
  void lost(Call call, IOException failure) {
    if (!call.isCanceled() && !(failure instanceof SignInRequiredException)) {
      port.closed().completeExceptionally(failure);
    }
  }

  /** A bad answer fails one call, unless it reports the end of the session. */
  void bad(IOException failure) {
    if (failure instanceof NotDeliveredException) {
      port.closed().completeExceptionally(failure);
    }
  }

  /**
   * Reads the answer to a message.
   *
   * @param id the request's id; null if no answer is due
   * @param request the request; if it is given up, so is the answer
   */
  void read(Response response, @Nullable Object id, OpenRequest request) throws IOException {
    if (!response.isSuccessful()) {
      refused(response, id);
      return;
    }
    String given = response.header(SESSION);
    if (given != null) {
      session = given;
    }
    if (id == null || response.code() == 202) {
      return;
    }
    if (!isStream(response)) {
      String body = whole(response.body().source());
      port.deliver(body);
      if (!isAnswer(body, id)) {
        throw new IOException("answered with something else than JSON-RPC");
      }
      return;
    }
    EventReader events = new EventReader(response.body().source(), maxBytes);
    boolean answered = deliver(events, id);
    for (int turn = 0; !answered && turn < MOST_FAILURES; turn++) {
      answered = resume(events.lastId(), events.retry(), id, request);
    }
    if (!answered) {
      throw new IOException("ended its stream without an answer");
    }
  }

  /** Receives the server's own messages, until the session ends or it offers no stream. */
  void listen() {
    @Nullable String lastId = null;
    Duration pause = RETRY;
    boolean opened = false;
    for (int failures = 0; failures < MOST_FAILURES; ) {
      try (Response response = client.newCall(listening(lastId)).execute()) {
        if (!response.isSuccessful() || !isStream(response)) {
          // One that never had a stream may refuse it in any way; the session is fine.
          if (opened && SESSION_OVER.contains(response.code())) {
            port.closed().completeExceptionally(forgotten(response.code()));
          }
          return;
        }
        opened = true;
        EventReader events = new EventReader(response.body().source(), maxBytes);
        deliver(events, null);
        failures = 0;
        lastId = events.lastId() == null ? lastId : events.lastId();
        pause = Objects.requireNonNullElse(events.retry(), RETRY);
      } catch (SignInRequiredException e) {
        return;
      } catch (IOException e) {
        if (++failures == MOST_FAILURES) {
          port.closed().completeExceptionally(e);
        }
      }
      if (closesWithin(pause)) {
        return;
      }
    }
  }

  private boolean resume(
      @Nullable String lastId, @Nullable Duration retry, Object id, OpenRequest request)
      throws IOException {
    if (lastId == null
        || request.isGivenUp()
        || closesWithin(Objects.requireNonNullElse(retry, RETRY))) {
      return false;
    }
    try (Response response = request.dial(client.newCall(listening(lastId))).execute()) {
      if (!response.isSuccessful()) {
        throw new HttpRefusalException(response.code(), HttpWords.of(response, sent).line());
      }
      return deliver(new EventReader(response.body().source(), maxBytes), id);
    }
  }

  private boolean deliver(EventReader events, @Nullable Object id) throws IOException {
    for (String data = events.next(); data != null; data = events.next()) {
      port.deliver(data);
      if (id != null && isAnswer(data, id)) {
        return true;
      }
    }
    return false;
  }

  private Request listening(@Nullable String lastId) {
    Request.Builder request = requests.get().header("Accept", "text/event-stream").get();
    return (lastId == null ? request : request.header("Last-Event-ID", lastId)).build();
  }

  /**
   * Distinguishes a session that the server does not know from a call that it refuses: only a
   * refused call has an answer to the request.
   */
  private void refused(Response response, @Nullable Object id) throws IOException {
    HttpWords words = HttpWords.of(response, sent);
    int status = response.code();
    boolean answersRequest = id != null && words.error().path("id").asText().equals(id.toString());
    boolean overHere = SESSION_OVER.contains(status) && !answersRequest;
    if (session != null && status < 500 && (overHere || isAboutSession(words, answersRequest))) {
      throw forgotten(status);
    }
    if (id == null || words.error().isMissingNode() || version == null) {
      throw new HttpRefusalException(status, words.line());
    }
    JsonNode error = words.error().path("error");
    port.fail(id, error.path("code").asInt(), words.line());
  }

  private static boolean isAboutSession(HttpWords words, boolean answersRequest) {
    return words.mentionsSession() && !answersRequest;
  }

  private static NotDeliveredException forgotten(int status) {
    return new NotDeliveredException("has forgotten the session (HTTP " + status + ")");
  }

  private String whole(BufferedSource body) throws IOException {
    if (body.request(maxBytes + 1L)) {
      throw new IOException("sent a message larger than " + maxBytes + " bytes");
    }
    return body.readUtf8();
  }

  private boolean closesWithin(Duration pause) {
    try {
      port.closed().get(pause.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static boolean isStream(Response response) {
    String type = response.header("Content-Type");
    return type != null && type.startsWith("text/event-stream");
  }

  private static boolean isAnswer(String data, Object id) {
    try {
      JsonNode message = CodaJson.mapper().readTree(data);
      return !message.has("method") && message.path("id").asText().equals(id.toString());
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
