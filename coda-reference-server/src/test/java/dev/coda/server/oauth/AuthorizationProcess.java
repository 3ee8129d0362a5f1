package dev.coda.server.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.bridge.oauth.SignInCallback;
import dev.coda.server.fixture.Callbacks;
import dev.coda.server.fixture.NodeProject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** {@code src/test/mcp/authorization.mjs} in a process of its own. Thread-safe. */
final class AuthorizationProcess implements AutoCloseable {
  private final Process process;
  private final URI issuer;
  private final HttpClient http = HttpClient.newHttpClient();

  private AuthorizationProcess(Process process, URI issuer) {
    this.process = process;
    this.issuer = issuer;
  }

  /**
   * Starts it.
   *
   * @param lifetime how long its tokens hold
   * @param documents where it finds the documents of clients at {@code https://chat.example.com}
   */
  static AuthorizationProcess start(Duration lifetime, String documents) throws Exception {
    NodeProject packages = NodeProject.of("mcp");
    packages.require();
    Process process =
        new ProcessBuilder(
                packages.node(),
                packages.ownScript("authorization.mjs"),
                Long.toString(lifetime.toSeconds()),
                documents)
            .redirectError(Path.of("target", "authorization.log").toFile())
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String issuer = output.readLine();
    if (issuer == null) {
      throw new IOException(
          "the authorization server did not start; target/authorization.log says why");
    }
    return new AuthorizationProcess(process, URI.create(issuer));
  }

  String issuer() {
    return issuer.toString();
  }

  /** Returns the address of the server that it protects. */
  URI resource() {
    return issuer.resolve("/mcp");
  }

  /** Returns what the protected server answers to a token. */
  HttpResponse<JsonNode> use(String token) {
    return json(
        HttpRequest.newBuilder(resource()).header("Authorization", "Bearer " + token).build());
  }

  int refreshes() {
    return count("refreshes");
  }

  int registrations() {
    return count("registrations");
  }

  private int count(String what) {
    return json(HttpRequest.newBuilder(issuer.resolve("/counts")).build())
        .body()
        .path(what)
        .asInt();
  }

  /** Takes all permissions away that people gave. */
  void forget() {
    json(HttpRequest.newBuilder(issuer.resolve("/forget")).build());
  }

  /**
   * Follows the redirects of a browser of its own until it is sent back, and decides where the
   * person is asked.
   */
  SignInCallback decide(URI begin, URI callback, String decision) throws Exception {
    HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    URI at = begin;
    while (!at.getHost().equals(callback.getHost())) {
      boolean asked = at.getPath().startsWith("/interaction/");
      URI page = asked ? URI.create(at + "?" + decision) : at;
      HttpResponse<String> answer =
          browser.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
      String next =
          answer
              .headers()
              .firstValue("Location")
              .orElseThrow(() ->
                  new IOException(
                      "%s: HTTP %d %s".formatted(page, answer.statusCode(), answer.body())));
      at = at.resolve(next);
    }
    return Callbacks.of(at);
  }

  private HttpResponse<JsonNode> json(HttpRequest request) {
    try {
      return http.send(
          request,
          head ->
              HttpResponse.BodySubscribers.mapping(
                  HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8),
                  AuthorizationProcess::read));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static JsonNode read(String text) {
    try {
      return CodaJson.mapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
