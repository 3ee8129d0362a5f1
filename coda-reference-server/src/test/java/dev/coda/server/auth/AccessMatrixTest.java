package dev.coda.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.RunningServer;
import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may use which route, as the router has them: a route without a line here fails. */
class AccessMatrixTest {
  private static final Set<Scope> NONE = Set.of();
  private static final Set<Scope> READ = Set.of(Scope.READ);
  private static final Set<Scope> CHAT = Set.of(Scope.CHAT);
  private static final Set<Scope> TOOLS = Set.of(Scope.TOOLS);
  private static final Set<Scope> READ_OR_CHAT = Set.of(Scope.READ, Scope.CHAT);
  private static final Set<Scope> READ_OR_TOOLS = Set.of(Scope.READ, Scope.TOOLS);
  private static final Set<Scope> ANY = Set.of(Scope.values());

  /** The scopes that open a route; who has signed in may use them all. */
  private static final Map<String, Set<Scope>> PROTECTED =
      Map.ofEntries(
          Map.entry("GET /api/v1/auth/me", ANY),
          Map.entry("POST /api/v1/auth/me/delete", NONE),
          Map.entry("GET /api/v1/sessions", READ),
          Map.entry("POST /api/v1/sessions", CHAT),
          Map.entry("GET /api/v1/sessions/{id}", READ),
          Map.entry("PATCH /api/v1/sessions/{id}", CHAT),
          Map.entry("DELETE /api/v1/sessions/{id}", CHAT),
          Map.entry("POST /api/v1/sessions/{id}/export", READ),
          Map.entry("POST /api/v1/sessions/{id}/fork", CHAT),
          Map.entry("POST /api/v1/sessions/{id}/compact", CHAT),
          Map.entry("POST /api/v1/sessions/import", CHAT),
          Map.entry("GET /api/v1/sessions/{id}/messages", READ),
          Map.entry("POST /api/v1/sessions/{id}/messages", CHAT),
          Map.entry("POST /api/v1/sessions/{id}/attachments", CHAT),
          Map.entry("POST /api/v1/sessions/{id}/shares", NONE),
          Map.entry("GET /api/v1/sessions/{id}/shares", NONE),
          Map.entry("GET /api/v1/shares", NONE),
          Map.entry("DELETE /api/v1/shares/{id}", NONE),
          Map.entry("GET /api/v1/messages/{id}", READ),
          Map.entry("POST /api/v1/messages/{id}/branch", CHAT),
          Map.entry("POST /api/v1/messages/{id}/select", CHAT),
          Map.entry("POST /api/v1/chat/stream", CHAT),
          Map.entry("GET /api/v1/runs/{id}", READ_OR_CHAT),
          Map.entry("GET /api/v1/runs/{id}/events", READ_OR_CHAT),
          Map.entry("POST /api/v1/runs/{id}/cancel", CHAT),
          Map.entry("POST /api/v1/runs/{id}/approvals/{callId}", CHAT),
          Map.entry("GET /api/v1/models", READ_OR_CHAT),
          Map.entry("GET /api/v1/tools", READ_OR_TOOLS),
          Map.entry("GET /api/v1/tools/{name}", READ_OR_TOOLS),
          Map.entry("POST /api/v1/tools/{name}/execute", TOOLS),
          Map.entry("GET /api/v1/mcp-servers", READ_OR_TOOLS),
          Map.entry("GET /api/v1/mcp-servers/{name}/sign-in", NONE),
          Map.entry("DELETE /api/v1/mcp-servers/{name}/sign-in", NONE),
          Map.entry("GET /api/v1/artifacts/{id}", READ),
          Map.entry("GET /api/v1/analytics/usage", READ),
          Map.entry("GET /api/v1/analytics/tools", READ),
          Map.entry("GET /api/v1/analytics/decisions", READ),
          Map.entry("GET /api/v1/analytics/export", READ),
          Map.entry("GET /v1/models", READ_OR_CHAT),
          Map.entry("POST /v1/chat/completions", CHAT),
          Map.entry("POST /v1/responses", CHAT),
          Map.entry("GET /v1/responses/{id}", READ_OR_CHAT),
          Map.entry("POST /v1/responses/{id}/cancel", CHAT),
          Map.entry("DELETE /v1/responses/{id}", CHAT),
          Map.entry("POST /api/v1/agui", CHAT),
          Map.entry("POST /api/v1/ai/chat", CHAT),
          Map.entry("GET /api/v1/ai/chat/{id}/stream", READ_OR_CHAT),
          Map.entry("POST /mcp", TOOLS),
          Map.entry("DELETE /mcp", TOOLS),
          Map.entry("GET /api/v1/settings", NONE),
          Map.entry("PATCH /api/v1/settings", NONE),
          Map.entry("POST /api/v1/settings/api-keys", NONE),
          Map.entry("DELETE /api/v1/settings/api-keys/{provider}", NONE),
          Map.entry("GET /api/v1/settings/tokens", NONE),
          Map.entry("POST /api/v1/settings/tokens", NONE),
          Map.entry("DELETE /api/v1/settings/tokens/{id}", NONE));

  /** What needs no sign-in. */
  private static final Set<String> OPEN =
      Set.of(
          "POST /api/v1/auth/register",
          "POST /api/v1/auth/login",
          "POST /api/v1/auth/refresh",
          "POST /api/v1/auth/logout",
          // Shows what the owner of the link chose: see ShareTest.
          "GET /api/v1/shared/{token}",
          // Takes only what the browser of a sign-in brings back: see McpSignInTest.
          "GET /oauth/callback",
          // Says only where that is: see ClientDocumentTest.
          "GET /oauth/client",
          // Opened by everybody, and closed with a code: see ChatSocketTest.
          "GET /api/v1/ws/chat/{id}",
          "GET /openapi.yml",
          "GET /openapi.json",
          "GET /api-docs",
          "GET /api-docs/page.js",
          "GET /prometheus",
          "GET /health",
          "GET /health/{selector}");

  private final RunningServer server = RunningServer.shared();
  private final ApiClient user = server.newUser();

  @Test
  void everyRouteIsListed() {
    assertThat(routes().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(PROTECTED.keySet().stream(), OPEN.stream()).toList());
  }

  @Test
  void nobodyIsLetInWithoutASignIn() {
    ApiClient expired = server.anonymous().bearer("coda_pat_" + "x".repeat(43));
    Map<String, Integer> wrong = new TreeMap<>();
    PROTECTED.forEach((route, scopes) ->
        List.of(server.anonymous(), expired)
            .forEach(client -> {
              int status = ask(client, route);
              if (status != 401) {
                wrong.put(route, status);
              }
            }));

    assertThat(wrong).isEmpty();
  }

  @Test
  void aTokenOpensWhatItsScopeIsFor() {
    Map<String, String> wrong = new TreeMap<>();
    for (Scope scope : Scope.values()) {
      ApiClient program = program(scope);
      PROTECTED.forEach((route, scopes) -> {
        int status = ask(program, route);
        if ((status == 403) == scopes.contains(scope)) {
          wrong.put(route + " with " + scope, "" + status);
        }
      });
    }

    assertThat(wrong).isEmpty();
  }

  private ApiClient program(Scope scope) {
    String body = "{\"name\": \"x\", \"scopes\": [\"%s\"]}".formatted(scope.wireName());
    return server
        .anonymous()
        .bearer(user.post("/api/v1/settings/tokens", body).json().get("token").textValue());
  }

  /** Ids lead to nothing, and bodies are empty objects: what counts is who is let in. */
  private static int ask(ApiClient client, String route) {
    int space = route.indexOf(' ');
    String method = route.substring(0, space);
    String path =
        route.substring(space + 1).replaceAll("\\{[^}]+}", "0190a1b2-0000-7000-8000-000000000000");
    return client
        .with("Content-Type", "application/json")
        .send(method, path, BodyPublishers.ofString(method.equals("GET") ? "" : "{}"))
        .status();
  }

  /** The server's own routes; those of tests and the files of the web pages are left out. */
  private Map<String, HttpMethod> routes() {
    return server
        .bean(Router.class)
        .uriRoutes()
        .filter(route -> !route.getUriMatchTemplate().toPathString().startsWith("/api/v1/test"))
        .filter(route -> route.getHttpMethod() != HttpMethod.HEAD)
        .filter(route -> route.getHttpMethod() != HttpMethod.OPTIONS)
        .collect(
            Collectors.toMap(
                AccessMatrixTest::name, UriRouteInfo::getHttpMethod, (a, b) -> a, HashMap::new));
  }

  private static String name(UriRouteInfo<?, ?> route) {
    String path = route.getUriMatchTemplate().toPathString();
    int query = path.indexOf("{?");
    return route.getHttpMethod() + " " + (query < 0 ? path : path.substring(0, query));
  }
}
