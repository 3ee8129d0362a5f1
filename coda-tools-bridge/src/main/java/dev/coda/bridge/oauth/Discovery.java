package dev.coda.bridge.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Finds the place at which users of a server sign in: the server's challenge or its protected
 * resource metadata (RFC 9728) names an authorization server, which describes itself (RFC 8414,
 * OpenID Connect Discovery). Confined to one thread at a time.
 */
final class Discovery {
  private static final String PROTECTED_RESOURCE = "/.well-known/oauth-protected-resource";
  private static final String OAUTH = "/.well-known/oauth-authorization-server";
  private static final String OPENID = "/.well-known/openid-configuration";

  /** Without a session, so a server that does not ask for a sign-in merely refuses it. */
  private static final RequestBody PING =
      RequestBody.create(
          "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"ping\"}", MediaType.get("application/json"));

  private final OAuthHttp http;
  private final ProtectedServer server;
  private final HttpUrl url;
  private final Endpoints endpoints;

  Discovery(OAuthHttp http, ProtectedServer server) {
    this.http = http;
    this.server = server;
    this.url = HttpUrl.get(server.url().toString());
    this.endpoints = Endpoints.of(server);
  }

  /**
   * The facts that a sign-in needs. Immutable.
   *
   * @param resource the server's resource identifier at its authorization server
   * @param scopes the scopes to request; empty for the authorization server's defaults
   */
  record Found(String resource, AuthorizationServer server, List<String> scopes) {}

  Found find() throws IOException {
    Map<String, String> challenge = challenge();
    JsonNode resource = resource(challenge.get("resource_metadata"));
    if (resource == null) {
      return found(canonical(url), serverItself(), challenge, List.of());
    }
    String named = resource.path("resource").asText();
    HttpUrl identity = endpoints.parse("name of the resource", named);
    if (!covers(identity, url)) {
      throw new SignInException(
          "The metadata of '%s' describes another resource.".formatted(server.name()));
    }
    return found(
        named,
        authorizationServer(resource.path("authorization_servers").path(0).asText()),
        challenge,
        texts(resource.path("scopes_supported")));
  }

  private Found found(
      String resource,
      AuthorizationServer found,
      Map<String, String> challenge,
      List<String> offered) {
    List<String> scopes = new ArrayList<>(server.scopes());
    String wanted = challenge.get("scope");
    if (scopes.isEmpty() && wanted != null && !wanted.isBlank()) {
      scopes.addAll(List.of(wanted.strip().split(" +")));
    }
    if (scopes.isEmpty()) {
      scopes.addAll(offered);
    }
    String renewable = "offline_access";
    if (!scopes.isEmpty() && found.scopes().contains(renewable) && !scopes.contains(renewable)) {
      scopes.add(renewable);
    }
    return new Found(resource, found, scopes);
  }

  /** Returns the parameters of the server's challenge; none if it does not ask for a token. */
  private Map<String, String> challenge() throws IOException {
    Request ping =
        new Request.Builder()
            .url(url)
            .header("Accept", "application/json, text/event-stream")
            .post(PING)
            .build();
    Response response = http.head(ping);
    return response.challenges().stream()
        .filter(challenge -> challenge.scheme().toLowerCase(Locale.ROOT).equals("bearer"))
        .map(okhttp3.Challenge::authParams)
        .findFirst()
        .orElse(Map.of());
  }

  private @Nullable JsonNode resource(@Nullable String named) throws IOException {
    if (named != null) {
      OAuthHttp.Answer answer = http.get(endpoints.parse("address of the metadata", named));
      if (!answer.isOk()) {
        throw new SignInException(
            "The metadata of '%s' cannot be read: HTTP %d."
                .formatted(server.name(), answer.status()));
      }
      return answer.json();
    }
    for (HttpUrl place : wellKnown(PROTECTED_RESOURCE, url, false)) {
      OAuthHttp.Answer answer = http.get(place);
      if (answer.isOk()) {
        return answer.json();
      }
    }
    return null;
  }

  /**
   * Servers of the protocol's first revision (2025-03-26) are their own authorization servers. One
   * that does not describe itself has its endpoints at the paths of that revision, which also
   * requires PKCE of it.
   */
  private AuthorizationServer serverItself() throws IOException {
    String origin = url.scheme() + "://" + hostAndPort(url);
    Optional<AuthorizationServer> described = described(origin);
    return described.isPresent()
        ? described.get()
        : new AuthorizationServer(
            origin,
            origin + "/authorize",
            origin + "/token",
            origin + "/register",
            null,
            false,
            false,
            List.of(),
            List.of());
  }

  private AuthorizationServer authorizationServer(String issuer) throws IOException {
    return described(issuer)
        .orElseThrow(() ->
            new SignInException(
                "'%s' wants its users to sign in, but %s does not say how."
                    .formatted(server.name(), HttpUrl.get(issuer).host())));
  }

  /** Returns what an authorization server publishes about itself; empty if that is nothing. */
  private Optional<AuthorizationServer> described(String issuer) throws IOException {
    HttpUrl address = endpoints.parse("authorization server", issuer);
    List<HttpUrl> places = new ArrayList<>();
    places.add(wellKnown(OAUTH, address, false).get(0));
    places.addAll(wellKnown(OPENID, address, true));
    for (HttpUrl place : places) {
      OAuthHttp.Answer answer = http.get(place);
      if (answer.isOk()) {
        return Optional.of(described(issuer, answer));
      }
    }
    return Optional.empty();
  }

  private AuthorizationServer described(String issuer, OAuthHttp.Answer answer)
      throws SignInException {
    String named = answer.text("issuer");
    if (named == null || !withoutSlash(named).equals(withoutSlash(issuer))) {
      throw new SignInException(
          "The metadata of the authorization server of '%s' names another issuer."
              .formatted(server.name()));
    }
    JsonNode json = answer.json();
    if (!texts(json.path("code_challenge_methods_supported")).contains("S256")) {
      throw new SignInException(
          "The authorization server of '%s' does not support PKCE with S256."
              .formatted(server.name()));
    }
    return new AuthorizationServer(
        named,
        endpoints.parse("authorization endpoint", answer.text("authorization_endpoint")).toString(),
        endpoints.parse("token endpoint", answer.text("token_endpoint")).toString(),
        endpoints.optional("registration endpoint", answer.text("registration_endpoint")),
        endpoints.optional("revocation endpoint", answer.text("revocation_endpoint")),
        json.path("authorization_response_iss_parameter_supported").asBoolean(false),
        json.path("client_id_metadata_document_supported").asBoolean(false),
        texts(json.path("token_endpoint_auth_methods_supported")),
        texts(json.path("scopes_supported")));
  }

  /**
   * Returns the possible addresses of a metadata document: between host and path, then at the host
   * without the path or, as in OpenID, after the path.
   */
  private static List<HttpUrl> wellKnown(String document, HttpUrl address, boolean behind) {
    String path = withoutSlash(address.encodedPath());
    HttpUrl.Builder place = address.newBuilder().query(null).fragment(null);
    HttpUrl between = place.encodedPath(document + path).build();
    if (path.isEmpty()) {
      return List.of(between);
    }
    return List.of(between, place.encodedPath(behind ? path + document : document).build());
  }

  /** Returns whether a resource is the address, or what lies above it on the same host. */
  private static boolean covers(HttpUrl resource, HttpUrl address) {
    String above = withoutSlash(resource.encodedPath());
    String path = withoutSlash(address.encodedPath());
    return resource.scheme().equals(address.scheme())
        && resource.host().equals(address.host())
        && resource.port() == address.port()
        && (path.equals(above) || path.startsWith(above + "/"));
  }

  private static String canonical(HttpUrl address) {
    return withoutSlash(address.newBuilder().query(null).fragment(null).build().toString());
  }

  private static String hostAndPort(HttpUrl address) {
    return address.port() == HttpUrl.defaultPort(address.scheme())
        ? address.host()
        : address.host() + ":" + address.port();
  }

  private static String withoutSlash(String text) {
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
