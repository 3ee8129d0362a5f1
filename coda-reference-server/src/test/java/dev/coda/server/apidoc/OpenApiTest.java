package dev.coda.server.apidoc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.coda.core.tools.SchemaCheck;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.idempotency.Idempotent;
import io.micronaut.web.router.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  private static JsonNode document;

  @BeforeAll
  static void readDocument() throws Exception {
    String yaml = RunningServer.shared().anonymous().get("/openapi.yml").body();
    document = new YAMLMapper().readTree(yaml);
  }

  @Test
  void whatMayBeNullSaysSo() {
    JsonNode message = document.at("/components/schemas/MessageView/properties");

    assertThat(document.path("openapi").asText()).startsWith("3.1");
    assertThat(document.findValues("nullable")).isEmpty();
    assertThat(message.at("/parent_id/type"))
        .extracting(JsonNode::asText)
        .containsExactly("string", "null");
    assertThat(message.at("/tokens/anyOf"))
        .extracting(JsonNode::toString)
        .containsExactly("{\"$ref\":\"#/components/schemas/TokenCounts\"}", "{\"type\":\"null\"}");
  }

  @Test
  void plainValuesAndAnyJsonAreDescribedAsSuch() {
    JsonNode schemas = document.at("/components/schemas");

    assertThat(schemas.at("/MessageView/properties/id/format").asText()).isEqualTo("uuid");
    assertThat(schemas.at("/ExecuteRequest/properties/input").has("type")).isFalse();
    assertThat(schemas.fieldNames())
        .toIterable()
        .doesNotContain(
            "MessageId", "SessionId", "RunId", "JsonNode", "ObjectNode", "ModelRef", "RunFrames");
  }

  @Test
  void repliesAreAsDescribed() {
    ApiClient client = RunningServer.shared().newUser();
    Reply session = client.post("/api/v1/sessions", "{\"title\": \"Sums\"}");
    String sessionId = session.json().path("id").asText();
    String messages = "/api/v1/sessions/" + sessionId + "/messages";
    Reply turn = client.post(messages, "{\"content\": \"what is 12*7\"}");
    Reply list = client.get(messages);
    String messageId = list.json().at("/items/1/id").asText();
    String runId = list.json().at("/items/1/run_id").asText();

    assertDescribed("post", "/api/v1/sessions", session);
    assertDescribed("post", "/api/v1/sessions/{id}/messages", turn);
    assertDescribed("get", "/api/v1/sessions/{id}/messages", list);
    assertDescribed("get", "/api/v1/messages/{id}", client.get("/api/v1/messages/" + messageId));
    assertDescribed("get", "/api/v1/runs/{id}", client.get("/api/v1/runs/" + runId));
    assertDescribed("get", "/api/v1/sessions", client.get("/api/v1/sessions"));
    assertDescribed("get", "/api/v1/auth/me", client.get("/api/v1/auth/me"));
    assertDescribed("get", "/api/v1/models", client.get("/api/v1/models"));
    assertDescribed("get", "/api/v1/tools", client.get("/api/v1/tools"));
    assertDescribed("get", "/api/v1/settings", client.get("/api/v1/settings"));
    assertDescribed(
        "post",
        "/api/v1/settings/tokens",
        client.post("/api/v1/settings/tokens", "{\"name\": \"Backup\", \"scopes\": [\"read\"]}"));
    assertDescribed("get", "/api/v1/settings/tokens", client.get("/api/v1/settings/tokens"));
    Reply share =
        client.post(
            "/api/v1/sessions/" + sessionId + "/shares",
            "{\"message_id\": \"" + messageId + "\", \"include_tools\": true}");
    assertDescribed("post", "/api/v1/sessions/{id}/shares", share);
    assertDescribed("get", "/api/v1/shares", client.get("/api/v1/shares"));
    assertDescribed(
        "get",
        "/api/v1/shared/{token}",
        client.get("/api/v1/shared/" + share.json().path("token").asText()));
    assertDescribed("get", "/api/v1/analytics/usage", client.get("/api/v1/analytics/usage"));
    assertDescribed("get", "/api/v1/analytics/tools", client.get("/api/v1/analytics/tools"));
    assertDescribed(
        "get", "/api/v1/analytics/decisions", client.get("/api/v1/analytics/decisions"));
    assertDescribed(
        "post",
        "/api/v1/tools/{name}/execute",
        client.post("/api/v1/tools/calculator/execute", "{\"input\": {\"expression\": \"2+2\"}}"));
  }

  @Test
  void everyOperationHasAVerbForANameAndDescribesItsProblems() {
    List<String> names = new ArrayList<>();
    Map<String, String> wrong = new TreeMap<>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation -> {
                  String name = operation.getValue().path("operationId").asText();
                  JsonNode responses = operation.getValue().path("responses");
                  names.add(name);
                  if (!name.matches("[a-z]+([A-Z][A-Za-z]*)?")
                      || !responses.has("400")
                      || !responses.has("500")) {
                    wrong.put(operation.getKey() + " " + path.getKey(), name);
                  }
                }));

    assertThat(wrong).isEmpty();
    assertThat(names)
        .doesNotHaveDuplicates()
        .contains("listSessions", "createSession", "updateSession", "forkSession", "executeTool");
    assertThat(document.at("/components/responses/Problem429/headers/Retry-After").isObject())
        .isTrue();
  }

  @Test
  void everyCreationTakesAnIdempotencyKey() {
    List<String> without = new ArrayList<>();
    RunningServer.shared()
        .bean(Router.class)
        .uriRoutes()
        .filter(route -> route.getAnnotationMetadata().hasAnnotation(Idempotent.class))
        .map(route -> route.getUriMatchTemplate().toPathString())
        .forEach(path -> {
          JsonNode parameters = document.path("paths").path(path).at("/post/parameters");
          if (!parameters.findValuesAsText("name").contains("Idempotency-Key")) {
            without.add(path);
          }
        });

    assertThat(without).isEmpty();
  }

  @Test
  void patchesSayWhatMayChange() {
    JsonNode schemas = document.at("/components/schemas");

    assertThat(document.at("/paths/~1api~1v1~1sessions~1{id}/patch").findValuesAsText("$ref"))
        .contains("#/components/schemas/SessionPatchBody");
    assertThat(document.at("/paths/~1api~1v1~1settings/patch").findValuesAsText("$ref"))
        .contains("#/components/schemas/SettingsPatchBody");
    assertThat(schemas.at("/SessionPatchBody/properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "title",
            "model_provider",
            "model_name",
            "system_prompt",
            "head_message_id",
            "metadata");
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    assertThat(document.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(reference ->
            assertThat(document.at(reference.substring(1)).isObject()).as(reference).isTrue());
  }

  @Test
  void problemsAreAsDescribed() {
    ApiClient client = RunningServer.shared().newUser();
    ObjectNode schema = document.at("/components/schemas/Problem").deepCopy();
    schema.put("additionalProperties", false);

    for (Reply problem :
        List.of(
            client.get("/api/v1/sessions?limit=0"),
            client.get("/api/v1/sessions/" + UUID.randomUUID()),
            RunningServer.shared().anonymous().get("/api/v1/sessions"))) {
      assertThat(SchemaCheck.of(schema).problems(problem.json())).as(problem.body()).isEmpty();
    }
  }

  @Test
  void everyCodeHasAnExample() {
    ObjectNode schema = document.at("/components/schemas/Problem").deepCopy();
    List<JsonNode> examples = document.at("/components/responses").findValues("value");

    assertThat(examples)
        .allSatisfy(example -> assertThat(SchemaCheck.of(schema).problems(example)).isEmpty())
        .extracting(example -> example.path("code").asText())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(ErrorCode.values()).map(ErrorCode::wireName).toList());
    assertThat(examples)
        .filteredOn(example -> example.path("code").asText().equals("quota_exceeded"))
        .allSatisfy(example -> assertThat(example.path("left").isNumber()).isTrue());
  }

  @Test
  void aPageShowsTheDocument() {
    ApiClient client = RunningServer.shared().anonymous();

    assertThat(client.get("/api-docs").header("Content-Type")).startsWith("text/html");
    assertThat(client.get("/api-docs").body())
        .contains("/api-docs/page.js")
        .doesNotContain("//cdn");
    assertThat(client.get("/api-docs/page.js").body()).contains("/openapi.json");
    assertThat(client.get("/openapi.json").json()).isEqualTo(document);
  }

  private static void assertDescribed(String method, String path, Reply reply) {
    JsonNode responses = document.path("paths").path(path).path(method).path("responses");
    JsonNode described = responses.path(String.valueOf(reply.status()));
    JsonNode schema = described.path("content").path("application/json").path("schema");
    assertThat(schema.isObject())
        .as("%s %s answers %d, described are %s", method, path, reply.status(), responses)
        .isTrue();
    ObjectNode whole = schema.deepCopy();
    whole.set("components", document.get("components"));

    assertThat(SchemaCheck.of(whole).problems(reply.json()))
        .as("%s %s: %s", method, path, reply.body())
        .isEmpty();
  }
}
