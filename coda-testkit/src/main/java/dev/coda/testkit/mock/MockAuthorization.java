package dev.coda.testkit.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.coda.api.content.CodaJson;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The authorization server of a {@link MockSignInServer}. Thread-safe. */
final class MockAuthorization {
  private static final String METADATA =
      """
      {"issuer": "ISSUER", "authorization_endpoint": "ISSUER/authorize",
       "token_endpoint": "ISSUER/token", "registration_endpoint": "ISSUER/register",
       "revocation_endpoint": "ISSUER/revoke", "response_types_supported": ["code"],
       "code_challenge_methods_supported": ["S256"],
       "token_endpoint_auth_methods_supported": ["none"],
       "authorization_response_iss_parameter_supported": true}
      """;

  private final String issuer;
  private final String resource;
  private final Clock clock;
  private final Map<String, String> clients = new ConcurrentHashMap<>();
  private final Map<String, Code> codes = new ConcurrentHashMap<>();
  private final Map<String, Access> accessTokens = new ConcurrentHashMap<>();
  private final Map<String, Refresh> refreshTokens = new ConcurrentHashMap<>();
  private final AtomicInteger refreshes = new AtomicInteger();
  private final AtomicInteger revoked = new AtomicInteger();
  private volatile Duration lifetime = Duration.ofHours(1);
  private volatile boolean refusesRefresh;

  private record Code(
      String client, String redirect, String challenge, String account, Set<String> scopes) {}

  private record Access(String account, Set<String> scopes, Instant until) {}

  private record Refresh(String client, String account, Set<String> scopes) {}

  /** The server's answer to an invalid request. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final String error;

    Refused(String error, String why) {
      super(why);
      this.error = error;
    }
  }

  MockAuthorization(String issuer, String resource, Clock clock) {
    this.issuer = issuer;
    this.resource = resource;
    this.clock = clock;
  }

  String issuer() {
    return issuer;
  }

  String resourceMetadata() {
    return issuer + "/.well-known/oauth-protected-resource/mcp";
  }

  void lifetime(Duration value) {
    this.lifetime = value;
  }

  void refuseRefresh(boolean refuse) {
    this.refusesRefresh = refuse;
  }

  void forgetAccessTokens() {
    accessTokens.clear();
  }

  void forgetScopes() {
    accessTokens.replaceAll(
        (token, access) -> new Access(access.account(), Set.of(), access.until()));
  }

  int refreshes() {
    return refreshes.get();
  }

  int revoked() {
    return revoked.get();
  }

  int registrations() {
    return clients.size();
  }

  /** Returns whose token this is; null if it is not valid. */
  @Nullable String account(@Nullable String header) {
    Access access = access(header);
    return access == null ? null : access.account();
  }

  /** Returns whether a token is valid and has a scope. */
  boolean hasScope(@Nullable String header, String scope) {
    Access access = access(header);
    return access != null && access.scopes().contains(scope);
  }

  private @Nullable Access access(@Nullable String header) {
    Access access =
        header == null || !header.startsWith("Bearer ")
            ? null
            : accessTokens.get(header.substring("Bearer ".length()));
    return access == null || !clock.instant().isBefore(access.until()) ? null : access;
  }

  void handle(HttpExchange exchange, String body) throws IOException {
    try {
      switch (exchange.getRequestURI().getPath()) {
        case "/.well-known/oauth-protected-resource/mcp" ->
            send(
                exchange,
                200,
                "{\"resource\": \"%s\", \"authorization_servers\": [\"%s\"]}"
                    .formatted(resource, issuer));
        case "/.well-known/oauth-authorization-server" ->
            send(exchange, 200, METADATA.replace("ISSUER", issuer));
        case "/register" -> send(exchange, 201, register(CodaJson.mapper().readTree(body)));
        case "/authorize" -> {
          String query = exchange.getRequestURI().getRawQuery();
          exchange.getResponseHeaders().set("Location", authorize(parameters(query)));
          send(exchange, 302, "");
        }
        case "/token" -> send(exchange, 200, token(parameters(body)));
        case "/revoke" -> {
          revoke(parameters(body));
          send(exchange, 200, "");
        }
        default -> send(exchange, 404, "");
      }
    } catch (Refused e) {
      ObjectNode error = CodaJson.mapper().createObjectNode().put("error", e.error);
      send(exchange, 400, error.put("error_description", e.getMessage()).toString());
    }
  }

  private String register(JsonNode client) throws Refused {
    String redirect = client.path("redirect_uris").path(0).asText();
    if (redirect.isEmpty() || !client.path("token_endpoint_auth_method").asText().equals("none")) {
      throw new Refused("invalid_client_metadata", "a public client with a redirect is expected");
    }
    String id = "client-" + UUID.randomUUID();
    clients.put(id, redirect);
    return "{\"client_id\": \"%s\", \"token_endpoint_auth_method\": \"none\"}".formatted(id);
  }

  private String authorize(Map<String, String> query) throws Refused {
    String client = given(query, "client_id");
    String redirect = given(query, "redirect_uri");
    require(redirect.equals(clients.get(client)), "the redirect is not the registered one");
    require(given(query, "response_type").equals("code"), "response_type must be code");
    require(given(query, "code_challenge_method").equals("S256"), "PKCE with S256 is needed");
    require(given(query, "resource").equals(resource), "the resource is another one");
    String challenge = given(query, "code_challenge");
    require(challenge.length() == 43, "the challenge is not a SHA-256");
    String code = "code-" + UUID.randomUUID();
    codes.put(
        code,
        new Code(client, redirect, challenge, given(query, "account"), scopes(query.get("scope"))));
    return redirect
        + "?code="
        + code
        + "&state="
        + encoded(given(query, "state"))
        + "&iss="
        + encoded(issuer);
  }

  private String token(Map<String, String> form) throws Refused {
    require(given(form, "resource").equals(resource), "the resource is another one");
    String client = given(form, "client_id");
    if (given(form, "grant_type").equals("refresh_token")) {
      refreshes.incrementAndGet();
      Refresh refresh = refreshTokens.remove(given(form, "refresh_token"));
      if (refusesRefresh || refresh == null || !refresh.client().equals(client)) {
        throw new Refused("invalid_grant", "the refresh token is not valid");
      }
      return tokens(client, refresh.account(), refresh.scopes());
    }
    Code code = codes.remove(given(form, "code"));
    if (code == null || !code.client().equals(client)) {
      throw new Refused("invalid_grant", "the code is not valid");
    }
    require(code.redirect().equals(given(form, "redirect_uri")), "the redirect is another one");
    require(code.challenge().equals(digest(given(form, "code_verifier"))), "the verifier is wrong");
    return tokens(client, code.account(), code.scopes());
  }

  private static Set<String> scopes(@Nullable String text) {
    return text == null ? Set.of() : Set.of(text.split(" ", -1));
  }

  private String tokens(String client, String account, Set<String> scopes) {
    String access = "access-" + UUID.randomUUID();
    String refresh = "refresh-" + UUID.randomUUID();
    accessTokens.put(access, new Access(account, scopes, clock.instant().plus(lifetime)));
    refreshTokens.put(refresh, new Refresh(client, account, scopes));
    return "{\"access_token\": \"%s\", \"token_type\": \"Bearer\", \"expires_in\": %d,"
            .formatted(access, lifetime.toSeconds())
        + " \"refresh_token\": \"%s\"}".formatted(refresh);
  }

  private void revoke(Map<String, String> form) throws Refused {
    String token = given(form, "token");
    if (accessTokens.remove(token) != null || refreshTokens.remove(token) != null) {
      revoked.incrementAndGet();
    }
  }

  private static String given(Map<String, String> parameters, String name) throws Refused {
    String value = parameters.get(name);
    if (value == null || value.isEmpty()) {
      throw new Refused("invalid_request", name + " is missing");
    }
    return value;
  }

  private static void require(boolean condition, String why) throws Refused {
    if (!condition) {
      throw new Refused("invalid_grant", why);
    }
  }

  private static Map<String, String> parameters(@Nullable String text) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : text == null ? new String[0] : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String digest(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
    }
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
