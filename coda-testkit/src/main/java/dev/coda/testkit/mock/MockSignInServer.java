package dev.coda.testkit.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coda.api.content.CodaJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An MCP server on a free local port to which users sign in, with its own authorization server. It
 * is strict: it refuses a request that does not have what OAuth 2.1 requires.
 *
 * <p>Its only tool, {@code whoami}, returns the name of the account whose token it received. {@link
 * #signIn} acts like a person in a browser. Thread-safe.
 */
public final class MockSignInServer implements AutoCloseable {
  private static final String TOOLS =
      "{\"tools\":[{\"name\":\"whoami\",\"description\":\"Returns the name of the account.\","
          + "\"inputSchema\":{\"type\":\"object\"}}]}";
  private static final String INITIALIZED =
      "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}},"
          + "\"serverInfo\":{\"name\":\"mock\",\"version\":\"1\"}}";

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool(MockSignInServer::thread);
  private final MockAuthorization authorization;
  private volatile boolean listsForAll;
  private volatile @Nullable String callScope;

  private MockSignInServer(HttpServer http, Clock clock) {
    this.http = http;
    this.authorization =
        new MockAuthorization(
            "http://127.0.0.1:" + http.getAddress().getPort(), uri().toString(), clock);
  }

  /**
   * Starts a server.
   *
   * @param clock the time by which its tokens expire
   * @return the server
   */
  public static MockSignInServer start(Clock clock) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      HttpServer http = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
      MockSignInServer server = new MockSignInServer(http, clock);
      http.createContext("/", server::handle);
      http.setExecutor(server.threads);
      http.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("the mock sign-in server could not start", e);
    }
  }

  /** {@return the address of the MCP server} */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/mcp");
  }

  /** {@return the name of the authorization server} */
  public String issuer() {
    return authorization.issuer();
  }

  /**
   * Sets the lifetime of tokens; an hour by default.
   *
   * @param lifetime the lifetime
   */
  public void tokenLifetime(Duration lifetime) {
    authorization.lifetime(lifetime);
  }

  /**
   * Refuses or accepts refresh tokens; accepted by default.
   *
   * @param refuse true to refuse them
   */
  public void refuseRefresh(boolean refuse) {
    authorization.refuseRefresh(refuse);
  }

  /**
   * Sets whether the tools are listed without a sign-in; by default a sign-in is required. Calls
   * always require one.
   *
   * @param list true to list them for everybody
   */
  public void listsForAll(boolean list) {
    this.listsForAll = list;
  }

  /**
   * Refuses calls whose token lacks a scope; null to call with any token, which is the default.
   *
   * @param scope the scope that calls need
   */
  public void callScope(@Nullable String scope) {
    this.callScope = scope;
  }

  /** Revokes all access tokens without a notification; refresh tokens stay valid. */
  public void forgetAccessTokens() {
    authorization.forgetAccessTokens();
  }

  /** Takes all scopes from all access tokens, as if they had never been granted. */
  public void forgetScopes() {
    authorization.forgetScopes();
  }

  /** {@return the number of requests to renew tokens} */
  public int refreshes() {
    return authorization.refreshes();
  }

  /** {@return the number of revoked tokens, of both kinds} */
  public int revoked() {
    return authorization.revoked();
  }

  /** {@return the number of registered clients} */
  public int registrations() {
    return authorization.registrations();
  }

  /**
   * Signs in as a person does: opens the page to which the application sent the browser, and grants
   * its request.
   *
   * @param authorizationUrl the address to which the application sent the browser
   * @param account the name of the account to sign in with
   * @return the address to which the browser is sent back
   * @throws IllegalStateException if the server refuses the application's request
   */
  public URI signIn(URI authorizationUrl, String account) {
    try {
      URI page =
          URI.create(
              authorizationUrl + "&account=" + URLEncoder.encode(account, StandardCharsets.UTF_8));
      HttpURLConnection browser = (HttpURLConnection) page.toURL().openConnection();
      browser.setInstanceFollowRedirects(false);
      if (browser.getResponseCode() != 302) {
        try (var body = browser.getErrorStream()) {
          throw new IllegalStateException(
              "the sign-in was refused: "
                  + new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
      return URI.create(browser.getHeaderField("Location"));
    } catch (IOException e) {
      throw new UncheckedIOException("the mock sign-in server cannot be reached", e);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (exchange.getRequestURI().getPath().equals("/mcp")) {
        mcp(exchange, body);
      } else {
        authorization.handle(exchange, body);
      }
    }
  }

  private void mcp(HttpExchange exchange, String body) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      MockAuthorization.send(exchange, 405, "");
      return;
    }
    JsonNode message = CodaJson.mapper().readTree(body);
    String method = message.path("method").asText();
    String account = authorization.account(exchange.getRequestHeaders().getFirst("Authorization"));
    if (account == null && !(listsForAll && !method.equals("tools/call"))) {
      exchange
          .getResponseHeaders()
          .set(
              "WWW-Authenticate",
              "Bearer error=\"invalid_token\", resource_metadata=\"%s\""
                  .formatted(authorization.resourceMetadata()));
      MockAuthorization.send(exchange, 401, "{\"error\":\"invalid_token\"}");
      return;
    }
    String needed = method.equals("tools/call") ? callScope : null;
    if (needed != null
        && !authorization.hasScope(
            exchange.getRequestHeaders().getFirst("Authorization"), needed)) {
      exchange
          .getResponseHeaders()
          .set(
              "WWW-Authenticate",
              "Bearer error=\"insufficient_scope\", scope=\"%s\"".formatted(needed));
      MockAuthorization.send(exchange, 403, "{\"error\":\"insufficient_scope\"}");
      return;
    }
    String result =
        switch (method) {
          case "initialize" -> INITIALIZED;
          case "tools/list" -> TOOLS;
          case "tools/call" -> said(String.valueOf(account));
          case "ping" -> "{}";
          default -> "";
        };
    if (result.isEmpty()) {
      MockAuthorization.send(exchange, 202, "");
      return;
    }
    ObjectNode answer = CodaJson.mapper().createObjectNode().put("jsonrpc", "2.0");
    answer.set("id", message.path("id"));
    answer.set("result", CodaJson.mapper().readTree(result));
    MockAuthorization.send(exchange, 200, answer.toString());
  }

  private static String said(String text) {
    ObjectNode result = CodaJson.mapper().createObjectNode();
    result.putArray("content").addObject().setAll(content(Map.of("type", "text", "text", text)));
    return result.toString();
  }

  private static ObjectNode content(Map<String, String> fields) {
    ObjectNode object = CodaJson.mapper().createObjectNode();
    fields.forEach(object::put);
    return object;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "mock-sign-in-server");
    thread.setDaemon(true);
    return thread;
  }
}
