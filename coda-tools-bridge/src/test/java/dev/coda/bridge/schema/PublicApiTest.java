package dev.coda.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolResult;
import dev.coda.bridge.http.Calls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The document that Project Nessie publishes of its API (Apache 2.0), read from its own artifact,
 * and a service in its place that answers with the document's examples.
 */
final class PublicApiTest {
  private static final String DOCUMENT = "/META-INF/openapi/openapi.yaml";

  @TempDir Path folder;
  private final MockWebServer service = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    service.start();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private static String document() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PublicApiTest.class.getResourceAsStream(DOCUMENT), DOCUMENT)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void write(String file, String content) throws IOException {
    Files.createDirectories(folder.resolve("catalog"));
    Files.writeString(folder.resolve("catalog").resolve(file), content);
  }

  /** The document as it is, and behind it what only its user can know. */
  private void writeWith(String settings) throws IOException {
    write(
        "schema.yaml",
        document()
            + "\nx-coda:\n  url: http://127.0.0.1:%d/api\n".formatted(service.getPort())
            + settings);
  }

  private SchemaTools tools() {
    return SchemaTools.builder(folder)
        .allowedAddresses(List.of("127.0.0.1:" + service.getPort()))
        .read();
  }

  @Test
  void makesToolOfEveryOperation() throws IOException {
    writeWith("");

    try (SchemaTools tools = tools()) {
      assertThat(ToolFiles.problems(tools)).isEmpty();
      assertThat(ToolFiles.names(tools)).containsExactlyInAnyOrderElementsOf(operationIds());
      assertThat(
              ToolFiles.tool(tools, "getReferenceByNameV2").spec().inputSchema().path("required"))
          .isEqualTo(Calls.json("[\"ref\"]"));
      assertThat(ToolFiles.tool(tools, "createReferenceV2").spec().permission())
          .isEqualTo(ToolPermission.ASK);
    }
  }

  @Test
  void callsOperationsAndReturnsWhatDocumentExpects() throws Exception {
    writeWith(
        """
          operations: [getReferenceByNameV2, getSeveralContents, createReferenceV2]
          timeout_ms: 10000
        """);
    JsonNode reference = example("singleReferenceResponse");
    JsonNode contents = example("multipleContentsResponse");
    JsonNode branch = example("refObjNew");
    enqueue(reference, contents, reference);

    try (SchemaTools tools = tools()) {
      assertThat(call(tools, "getReferenceByNameV2", "{\"ref\": \"main\", \"fetch\": \"ALL\"}"))
          .isEqualTo(reference);
      assertThat(
              call(
                  tools,
                  "getSeveralContents",
                  "{\"ref\": \"main@11223344\", \"key\": [\"a.b\", \"c\"], \"with-doc\": true}"))
          .isEqualTo(contents);
      assertThat(
              call(
                  tools,
                  "createReferenceV2",
                  "{\"name\": \"new\", \"type\": \"BRANCH\", \"body\": " + branch + "}"))
          .isEqualTo(reference);
    }
    assertThat(service.takeRequest().getTarget()).isEqualTo("/api/v2/trees/main?fetch=ALL");
    assertThat(service.takeRequest().getTarget())
        .isEqualTo("/api/v2/trees/main@11223344/contents?key=a.b&key=c&with-doc=true");
    RecordedRequest created = service.takeRequest();
    assertThat(created.getMethod()).isEqualTo("POST");
    assertThat(created.getTarget()).isEqualTo("/api/v2/trees?name=new&type=BRANCH");
    assertThat(Calls.json(Objects.requireNonNull(created.getBody()).utf8())).isEqualTo(branch);
  }

  @Test
  void saysWhereYamlIsBroken() throws IOException {
    write("schema.yaml", "openapi: 3.0.3\npaths: [unclosed\n");

    try (SchemaTools tools = tools()) {
      assertThat(ToolFiles.problems(tools)).singleElement().asString().contains("not valid YAML");
    }
  }

  @Test
  void multipliesNoAliases() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", List.of(before, before))));
    }
    write("schema.yml", bomb.toString());

    try (SchemaTools tools = tools()) {
      assertThat(tools.tools()).isEmpty();
      assertThat(tools.problems()).isNotEmpty();
    }
  }

  private static List<String> operationIds() throws IOException {
    List<String> ids = new ArrayList<>();
    for (JsonNode path : parsed().path("paths")) {
      for (Map.Entry<String, JsonNode> each : path.properties()) {
        if (each.getValue().has("operationId")) {
          ids.add(each.getValue().path("operationId").asText());
        }
      }
    }
    return ids;
  }

  private static JsonNode example(String name) throws IOException {
    JsonNode value = parsed().at("/components/examples/" + name + "/value");
    assertThat(value.isObject()).as(name).isTrue();
    return value;
  }

  private static JsonNode parsed() throws IOException {
    return new YAMLMapper().readTree(document());
  }

  private void enqueue(JsonNode... answers) {
    for (JsonNode each : answers) {
      service.enqueue(
          new MockResponse.Builder()
              .addHeader("Content-Type", "application/json")
              .body(each.toString())
              .build());
    }
  }

  private static JsonNode call(SchemaTools tools, String name, String input) throws Exception {
    ToolResult result = ToolFiles.tool(tools, name).execute(Calls.json(input), Calls.context());
    assertThat(result.isOk()).as(result.toString()).isTrue();
    return Objects.requireNonNull(result.output());
  }
}
