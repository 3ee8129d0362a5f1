package dev.coda.bridge.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.error.ConfigurationException;
import java.io.IOException;
import java.net.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Fetches identity tokens, with which a service on Google Cloud shows to another service who it is.
 * The tokens come from the metadata server of the machine. There is one for each audience, which is
 * kept until shortly before it expires.
 *
 * <p>Format: <a
 * href="https://cloud.google.com/docs/authentication/get-id-token#metadata-server">Google Cloud,
 * Get an ID token</a>. Thread-safe.
 */
public final class IdentityTokens {
  /**
   * The address at which Google's libraries expect the metadata server, unless a variable sets
   * another one.
   */
  public static final String STANDARD_HOST = "metadata.google.internal";

  private static final Duration EARLY = Duration.ofMinutes(1);

  /** So that calls one after another do not each wait for a server that is not there. */
  private static final Duration FAILURE_KEPT = Duration.ofSeconds(5);

  private static final long MAX_BYTES = 16 * 1024;

  private final HttpUrl address;
  private final Clock clock;
  private final OkHttpClient client;
  private final Executor threads =
      Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "coda-identity-tokens");
        thread.setDaemon(true);
        return thread;
      });
  private final Map<String, CompletableFuture<Answer>> answers = new ConcurrentHashMap<>();

  private IdentityTokens(HttpUrl address, Clock clock) {
    this.address = address;
    this.clock = clock;
    // The metadata server is link-local: only this client may call it, never a tool's.
    this.client =
        new OkHttpClient.Builder()
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .connectTimeout(Duration.ofSeconds(1))
            .callTimeout(Duration.ofSeconds(5))
            .build();
  }

  /**
   * Fetches tokens from the metadata server on a host, which may have a port.
   *
   * @param host such as {@link #STANDARD_HOST}
   * @param clock the time
   * @return the tokens
   * @throws ConfigurationException if it is not a host
   */
  public static IdentityTokens from(String host, Clock clock) {
    try {
      HttpUrl base = HttpUrl.get("http://" + host + "/");
      return new IdentityTokens(
          base.newBuilder()
              .addPathSegments("computeMetadata/v1/instance/service-accounts/default/identity")
              .build(),
          clock);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("the metadata server '" + host + "' is not a host", e);
    }
  }

  /**
   * Finds a token for the service that this audience names. Calls that need the same token share
   * one request, and each waits as long as it may.
   */
  CompletableFuture<Answer> token(String audience) {
    return answers.compute(
        audience,
        (key, known) ->
            known != null && (!known.isDone() || clock.instant().isBefore(known.join().until()))
                ? known
                : CompletableFuture.supplyAsync(() -> answer(key), threads));
  }

  private Answer answer(String audience) {
    try {
      Token token = fetch(audience);
      return new Answer(token.text(), null, token.until());
    } catch (RuntimeException e) {
      ConfigurationException known =
          e instanceof ConfigurationException said ? said : failure("gave no token", e);
      return new Answer("", known, clock.instant().plus(FAILURE_KEPT));
    }
  }

  private Token fetch(String audience) {
    HttpUrl url = address.newBuilder().addQueryParameter("audience", audience).build();
    Request request = new Request.Builder().url(url).header("Metadata-Flavor", "Google").build();
    try (Response response = client.newCall(request).execute()) {
      if (!response.isSuccessful()) {
        throw failure("answered " + response.code(), null);
      }
      if (!"Google".equals(response.header("Metadata-Flavor"))) {
        throw failure("is none of Google's", null);
      }
      return Token.parse(response.peekBody(MAX_BYTES).string().strip());
    } catch (IOException | IllegalArgumentException e) {
      throw failure("gave no token", e);
    }
  }

  private static ConfigurationException failure(String what, @Nullable Exception cause) {
    return new ConfigurationException(
        "the metadata server " + what + "; identity tokens need a service on Google Cloud", cause);
  }

  /**
   * The answer of the metadata server.
   *
   * @param token empty if there is none
   * @param failure why there is none; null if there is one
   * @param until when to request a new one
   */
  record Answer(String token, @Nullable ConfigurationException failure, Instant until) {
    String text() {
      if (failure != null) {
        throw new ConfigurationException(String.valueOf(failure.getMessage()), failure);
      }
      return token;
    }

    @Override
    public String toString() {
      return "Answer";
    }
  }

  /** A token and until when it is used. */
  private record Token(String text, Instant until) {
    static Token parse(String text) throws IOException {
      String[] parts = text.split("\\.", -1);
      if (parts.length != 3) {
        throw new IllegalArgumentException("no token");
      }
      JsonNode claims = CodaJson.mapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
      if (!claims.path("exp").canConvertToLong()) {
        throw new IllegalArgumentException("a token without an end");
      }
      return new Token(text, Instant.ofEpochSecond(claims.path("exp").longValue()).minus(EARLY));
    }

    @Override
    public String toString() {
      return "Token";
    }
  }
}
