package dev.coda.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.tool.ToolResult;
import dev.coda.bridge.http.Calls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operations of a public weather service, described in YAML, and a service in its place. */
final class PublicApiTest {
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
        Objects.requireNonNull(
            PublicApiTest.class.getResourceAsStream("open-meteo.openapi.yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void write(String file, String content) throws IOException {
    Files.createDirectories(folder.resolve("weather"));
    Files.writeString(folder.resolve("weather").resolve(file), content);
  }

  private SchemaTools tools() {
    return SchemaTools.builder(folder)
        .allowedAddresses(List.of("127.0.0.1:" + service.getPort()))
        .read();
  }

  @Test
  void takesDocumentAsItIs() throws IOException {
    write("schema.yaml", document());

    try (SchemaTools tools = tools()) {
      assertThat(ToolFiles.problems(tools)).isEmpty();
      assertThat(ToolFiles.names(tools))
          .containsExactly("weather_forecast", "weather_elevation", "weather_search");
      assertThat(ToolFiles.tool(tools, "weather_forecast").spec().inputSchema().path("required"))
          .isEqualTo(Calls.json("[\"latitude\", \"longitude\"]"));
    }
  }

  @Test
  void callsItsOperations() throws Exception {
    String here = "http://127.0.0.1:" + service.getPort();
    write(
        "schema.yml",
        document()
            .replace("https://api.open-meteo.com", here)
            .replace("https://geocoding-api.open-meteo.com", here));
    service.enqueue(json("{\"results\":[{\"name\":\"Oslo\",\"latitude\":59.91}]}"));
    service.enqueue(json("{\"latitude\":59.91,\"hourly\":{\"temperature_2m\":[-3.5]}}"));

    try (SchemaTools tools = tools()) {
      ToolResult found = call(tools, "weather_search", "{\"name\":\"Oslo\",\"count\":1}");
      ToolResult forecast =
          call(
              tools,
              "weather_forecast",
              "{\"latitude\":59.91,\"longitude\":10.75,\"hourly\":[\"temperature_2m\"]}");

      assertThat(found.output())
          .hasToString("{\"results\":[{\"name\":\"Oslo\",\"latitude\":59.91}]}");
      assertThat(
              Objects.requireNonNull(forecast.output()).at("/hourly/temperature_2m/0").asDouble())
          .isEqualTo(-3.5);
      assertThat(asked().toString()).isEqualTo(here + "/v1/search?name=Oslo&count=1");
      HttpUrl second = asked();
      assertThat(second.encodedPath()).isEqualTo("/v1/forecast");
      assertThat(second.queryParameter("latitude")).isEqualTo("59.91");
      assertThat(second.queryParameter("hourly")).isEqualTo("temperature_2m");
    }
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
    write("schema.yaml", bomb.toString());

    try (SchemaTools tools = tools()) {
      assertThat(tools.tools()).isEmpty();
      assertThat(tools.problems()).isNotEmpty();
    }
  }

  private HttpUrl asked() throws InterruptedException {
    RecordedRequest request = service.takeRequest();
    return Objects.requireNonNull(request.getUrl());
  }

  private static ToolResult call(SchemaTools tools, String name, String input) throws Exception {
    return ToolFiles.tool(tools, name).execute(Calls.json(input), Calls.contextBuilder().build());
  }

  private static MockResponse json(String body) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }
}
