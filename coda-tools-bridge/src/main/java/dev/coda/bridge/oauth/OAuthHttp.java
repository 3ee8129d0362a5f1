package dev.coda.bridge.oauth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.coda.api.content.CodaJson;
import dev.coda.bridge.http.AddressGuard;
import dev.coda.bridge.http.GuardedHttp;
import java.io.IOException;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of sign-ins: only to addresses that the guard permits, without redirects.
 * Thread-safe.
 */
final class OAuthHttp {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration CALL_LIMIT = Duration.ofSeconds(10);
  private static final long MOST_BYTES = 512 * 1024;

  private final OkHttpClient client;

  OAuthHttp(AddressGuard guard) {
    this.client = GuardedHttp.builder(guard, CONNECT_LIMIT).callTimeout(CALL_LIMIT).build();
  }

  /**
   * An answer. Immutable.
   *
   * @param json its body; missing if that is not JSON
   */
  record Answer(int status, JsonNode json) {
    boolean isOk() {
      return status >= 200 && status < 300 && json.isObject();
    }

    /** Returns a text of the body; null if there is none. */
    @Nullable String text(String field) {
      JsonNode value = json.path(field);
      return value.isTextual() && !value.asText().isBlank() ? value.asText() : null;
    }

    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }

  Answer send(Request request) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      return new Answer(response.code(), json(response));
    }
  }

  /** Sends a request and reads only the head of the answer. */
  Response head(Request request) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      return response;
    }
  }

  Answer get(HttpUrl url) throws IOException {
    return send(new Request.Builder().url(url).header("Accept", "application/json").build());
  }

  private static JsonNode json(Response response) throws IOException {
    var source = response.body().source();
    if (source.request(MOST_BYTES + 1)) {
      throw new SignInException(
          "%s answered with more than %d bytes."
              .formatted(response.request().url().host(), MOST_BYTES));
    }
    try {
      JsonNode json = CodaJson.mapper().readTree(source.readUtf8());
      return json == null ? MissingNode.getInstance() : json;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
