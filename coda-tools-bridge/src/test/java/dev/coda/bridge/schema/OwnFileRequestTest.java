package dev.coda.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.tool.ToolResult;
import dev.coda.bridge.http.Calls;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFileRequestTest {
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

  @Test
  void sendsTheBodyAsTheContentTypeHeaderSays() throws Exception {
    call(
        "POST", "/", "\"headers\": {\"Content-Type\": \"application/vnd.api+json\"}", "{\"n\": 1}");
    RecordedRequest json = service.takeRequest();
    assertThat(json.getHeaders().get("Content-Type")).isEqualTo("application/vnd.api+json");
    assertThat(Objects.requireNonNull(json.getBody()).utf8()).isEqualTo("{\"n\":1}");

    call(
        "POST",
        "/",
        "\"headers\": {\"Content-Type\": \"application/x-www-form-urlencoded\"}",
        "{\"n\": 1, \"t\": \"a b\"}");
    RecordedRequest form = service.takeRequest();
    assertThat(form.getHeaders().get("Content-Type"))
        .isEqualTo("application/x-www-form-urlencoded");
    assertThat(Objects.requireNonNull(form.getBody()).utf8()).isEqualTo("n=1&t=a%20b");
  }

  @Test
  void saysThatADocumentHasNothingToCallOrAnAliasThatIsNotFollowed() throws Exception {
    assertThat(problem("{openapi: 3.1.0, paths: {}}"))
        .isEqualTo("paths: has no operation that a tool could call");
    assertThat(problem("{openapi: 3.1.0, paths: {/a: {options: {}}}}"))
        .startsWith("paths./a.options: tools do not call this method");
    assertThat(problem("a: &x {b: 1}\nc: *x\n")).contains("the alias *x is not followed");
  }

  private String problem(String yaml) throws IOException {
    Path file = folder.resolve("document").resolve("schema.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, yaml);
    try (SchemaTools tools = SchemaTools.read(folder)) {
      return ToolFiles.problems(tools).get(0);
    }
  }

  @Test
  void keepsASecretInTheAddressToItself() throws Exception {
    for (String address : List.of("/a?q={q}&key=${PLACES}", "/bot${BOT_TOKEN}/a?q={q}")) {
      ToolResult result = call("GET", address, "\"read_only\": true", "{\"q\": \"x\"}");
      assertThat(service.takeRequest().getTarget()).contains("s3cret-value");
      assertThat(String.valueOf(result.output())).contains("redacted").doesNotContain("s3cret");
    }
  }

  @Test
  void showsWhatAnAddressTakesFromTheEnvironmentAndIsNoSecret() throws Exception {
    ToolResult result = call("GET", "/${REGION}", "\"read_only\": true", "{}");
    assertThat(String.valueOf(result.output())).contains("europe-west");
  }

  private ToolResult call(String method, String address, String field, String input)
      throws Exception {
    ToolFiles.write(
        folder,
        "probe",
        "{\"description\": \"d\", \"method\": \"%s\", \"url\": \"http://127.0.0.1:%d%s\", %s}"
            .formatted(method, service.getPort(), address, field));
    service.enqueue(
        new MockResponse.Builder()
            .setHeader("Content-Type", "application/json")
            .body("{\"next\": \"s3cret-value europe-west\"}")
            .build());
    Map<String, String> environment =
        Map.of("PLACES", "s3cret-value", "BOT_TOKEN", "s3cret-value", "REGION", "europe-west");
    try (SchemaTools tools =
        SchemaTools.builder(folder)
            .environment(environment::get)
            .allowedAddresses(List.of("127.0.0.1"))
            .read()) {
      return ToolFiles.tool(tools, "probe").execute(Calls.json(input), Calls.context());
    }
  }
}
