package dev.coda.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** No value of any field makes the server fail: what is wrong is a problem that names the field. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RequestFuzzTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

  /** As many answers as a user may have written at once. */
  private static final int AT_ONCE = 8;

  private static final String LONG = "x".repeat(3_000);

  /** Values of path and query, as they stand in an address. */
  private static final List<String> IN_ADDRESS =
      List.of("", "x", "-1", "99999999999999999999", "%00", "%ff", "a%2F..%2F", "%22%27", LONG);

  /** Bodies that would end the user, or are about what has ended. */
  private static final Set<String> REFUSED =
      Set.of(
          "POST /api/v1/auth/login",
          "POST /api/v1/auth/me/delete",
          "POST /api/v1/auth/register",
          "POST /api/v1/runs/{id}/approvals/{callId}",
          "POST /api/v1/sessions/{id}/attachments");

  /** MCP demands both. */
  private static final String ACCEPT = "application/json, text/event-stream";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RunningServer server = RunningServer.shared();
  private final String token = RunningServer.newToken(server.uri());
  private final ApiClient client = server.anonymous().bearer(token);
  private final Map<String, String> failures = new ConcurrentSkipListMap<>();
  private final List<Runnable> requests = new ArrayList<>();
  private final Map<String, ObjectNode> bodies = new TreeMap<>();
  private final Map<String, String> ids = new TreeMap<>();
  private JsonNode paths = JSON.missingNode();

  @BeforeAll
  void makeWhatRequestsAreAbout() throws IOException {
    paths = server.anonymous().get("/openapi.json").json().path("paths");
    String session = client.post("/api/v1/sessions", "{}").json().path("id").asText();
    JsonNode turn =
        client
            .post("/api/v1/sessions/" + session + "/messages", "{\"content\": \"what is 12*7\"}")
            .json();
    String message = turn.at("/user_message/id").asText();
    ids.put("sessions", session);
    ids.put("messages", message);
    ids.put("runs", turn.path("run_id").asText());
    ids.put("responses", turn.path("run_id").asText());
    ids.put("chat", session);
    ids.put("tools", "calculator");
    try (InputStream file = RequestFuzzTest.class.getResourceAsStream("/fuzz/bodies.json")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      JSON.readTree(text.replace("SESSION", session).replace("MESSAGE", message))
          .properties()
          .forEach(body -> bodies.put(body.getKey(), (ObjectNode) body.getValue()));
    }
  }

  @BeforeEach
  void forget() {
    failures.clear();
    requests.clear();
  }

  @Test
  void everyOperationWithABodyIsTried() {
    List<String> missing = new ArrayList<>();
    operations((route, operation) -> {
      if (operation.has("requestBody") && !bodies.containsKey(route)) {
        missing.add(route);
      }
    });

    assertThat(missing).isEmpty();
  }

  @Test
  @Order(1)
  void whatIsChangedIsRightBeforehand() throws Exception {
    Map<String, Integer> refused = new TreeMap<>();
    for (Map.Entry<String, ObjectNode> body : bodies.entrySet()) {
      String route = body.getKey();
      HttpRequest request = request(method(route), address(route), body.getValue().toString());
      HttpResponse<InputStream> reply = HTTP.send(request, BodyHandlers.ofInputStream());
      var _ = reply.body().readAllBytes();
      if (reply.statusCode() >= 400 && !REFUSED.contains(route)) {
        refused.put(route, reply.statusCode());
      }
    }

    assertThat(refused).isEmpty();
  }

  @Test
  void oddBodiesAreNoFailure() {
    bodies.forEach((route, body) ->
        Mutations.of(body).forEach(odd -> ask(method(route), address(route), odd)));

    assertThat(failures).isEmpty();
  }

  @Test
  void oddAddressesAreNoFailure() {
    operations((route, operation) -> {
      String body = bodies.getOrDefault(route, JSON.createObjectNode()).toString();
      for (String odd : IN_ADDRESS) {
        add(method(route), PLACEHOLDER.matcher(path(route)).replaceAll(odd), body);
        for (JsonNode parameter : operation.path("parameters")) {
          if (parameter.path("in").asText().equals("query")) {
            String query = parameter.path("name").asText() + '=' + odd;
            add(method(route), address(route) + '?' + query, body);
            add(method(route), address(route) + '?' + query + '&' + query, body);
          }
        }
      }
    });

    assertThat(sendAll()).isEmpty();
  }

  private void add(String method, String address, String body) {
    requests.add(() -> ask(method, address, body));
  }

  /** Sends them side by side, since answers take their time, and returns what is wrong. */
  private Map<String, String> sendAll() {
    try (ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      requests.forEach(threads::execute);
    }
    return failures;
  }

  private void ask(String method, String address, String body) {
    String wrong = send(request(method, address, body), address);
    if (!wrong.isEmpty()) {
      failures.put(method + ' ' + shortened(address) + ' ' + shortened(body), shortened(wrong));
    }
  }

  private HttpRequest request(String method, String address, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri().resolve(address))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Accept", ACCEPT)
            .method(method, BodyPublishers.ofString(method.equals("GET") ? "" : body));
    // What signs the user out is sent by nobody.
    if (!address.contains("/logout")) {
      request.header("Authorization", "Bearer " + token);
    }
    return request.build();
  }

  /** Returns what is wrong with an answer; empty for nothing. A stream is not read to its end. */
  private static String send(HttpRequest request, String address) {
    try {
      HttpResponse<InputStream> reply = HTTP.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = reply.body()) {
        if (reply.statusCode() < 400) {
          return "";
        }
        String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        return wrong(reply.statusCode(), address, text) ? reply.statusCode() + ": " + text : "";
      }
    } catch (IOException e) {
      return String.valueOf(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  /** Returns whether a refusal is a failure of the server, or does not say what is wrong. */
  private static boolean wrong(int status, String address, String body) throws IOException {
    // Who is not signed in gets nowhere.
    boolean isSignedOut = status == 401 && !address.contains("/auth/");
    if (status >= 500 || isSignedOut) {
      return true;
    }
    if (!address.startsWith("/api/")) {
      return false;
    }
    JsonNode problem = JSON.readTree(body);
    String code = problem.path("code").asText();
    // What is wrong in a file that is imported is said with its place there.
    boolean names = !problem.path("errors").isEmpty() || address.contains("/import");
    return code.isEmpty() || (code.equals("validation_failed") && !names);
  }

  private void operations(BiConsumer<String, JsonNode> each) {
    paths
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation ->
                    each.accept(
                        operation.getKey().toUpperCase(Locale.ROOT) + ' ' + path.getKey(),
                        operation.getValue())));
  }

  /** Returns an address that leads somewhere, unless what is there would be deleted. */
  private String address(String route) {
    String path = path(route);
    boolean deletes = method(route).equals("DELETE");
    return PLACEHOLDER
        .matcher(path)
        .replaceAll(found -> {
          String before = path.substring(0, found.start() - 1);
          String of = before.substring(before.lastIndexOf('/') + 1);
          return deletes || !ids.containsKey(of) ? UUID.randomUUID().toString() : ids.get(of);
        });
  }

  private static String method(String route) {
    return route.substring(0, route.indexOf(' '));
  }

  private static String path(String route) {
    return route.substring(route.indexOf(' ') + 1);
  }

  private static String shortened(String text) {
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }
}
