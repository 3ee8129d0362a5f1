package dev.coda.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.bridge.http.Calls;
import dev.coda.core.tools.SchemaCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A document in the folder of a tool, the service that it describes, and calls of its tools. */
abstract class DocumentFixture {
  @TempDir Path folder;
  final MockWebServer service = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    service.start();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  void assertSelects(String paths, String selection, String... names) throws IOException {
    write("schema.yaml", paths.replace("SELECTION", selection));
    try (SchemaTools tools = read()) {
      assertThat(ToolFiles.names(tools)).containsExactly(names);
    }
  }

  /** One operation {@code go}; the text follows in its place. */
  void operation(String method, String more) throws IOException {
    operation(method, more, "");
  }

  void operation(String method, String more, String settings) throws IOException {
    write(
        "schema.yaml",
        """
        openapi: 3.0.3
        x-coda: {url: "${URL}"%s}
        paths:
          /go:
            %s:
              operationId: go
              %s
        """
            .formatted(settings, method, more));
  }

  static String body(String type, String schema, boolean required) {
    return "requestBody: {required: %s, content: {\"%s\": {schema: %s}}}"
        .formatted(required, type, schema);
  }

  void write(String name, String content) throws IOException {
    Path file = folder.resolve("service").resolve(name);
    Files.createDirectories(file.getParent());
    if (name.equals("schema.json")) {
      Files.deleteIfExists(file.resolveSibling("schema.yaml"));
    }
    Files.writeString(file, content);
  }

  RecordedRequest call(SchemaTools tools, String name, String input) throws Exception {
    assertAccepts(tools, name, input);
    service.enqueue(json("{}"));
    ToolResult result = ToolFiles.tool(tools, name).execute(Calls.json(input), Calls.context());
    assertThat(result.isOk()).as(result.toString()).isTrue();
    return service.takeRequest();
  }

  static void assertAccepts(SchemaTools tools, String name, String input) {
    assertThat(SchemaCheck.of(input(tools, name)).problems(Calls.json(input))).isEmpty();
  }

  static void assertRefuses(SchemaTools tools, String name, String input) {
    assertThat(SchemaCheck.of(input(tools, name)).problems(Calls.json(input))).isNotEmpty();
  }

  static JsonNode input(SchemaTools tools, String name) {
    Tool tool = ToolFiles.tool(tools, name);
    return tool.spec().inputSchema();
  }

  SchemaTools read() {
    return read(Map.of("URL", url()));
  }

  SchemaTools read(Map<String, String> environment) {
    return SchemaTools.builder(folder)
        .environment(environment::get)
        .allowedAddresses(List.of("127.0.0.1:" + service.getPort()))
        .read();
  }

  String url() {
    return "http://127.0.0.1:" + service.getPort() + "/v1";
  }

  static MockResponse json(String body) {
    return new MockResponse.Builder()
        .setHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }

  static String body(RecordedRequest request) {
    return Objects.requireNonNull(request.getBody()).utf8();
  }
}
