package dev.coda.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import dev.coda.bridge.http.Calls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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

class OpenApiTest {
  @TempDir Path folder;
  private final MockWebServer service = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    service.start();
    ToolFiles.write(folder, "exchange", document());
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void makesAToolOfEachOperationThatCanBeCalled() throws IOException {
    try (SchemaTools tools = read()) {
      assertThat(ToolFiles.names(tools))
          .containsExactly(
              "rates_listCurrencies", "rates_ratesOn", "rates_create_alert", "replace_alerts");
      assertThat(ToolFiles.problems(tools))
          .containsExactly(
              "paths./logo.post: takes a body of image/png: only JSON, forms, multipart and text"
                  + " can be sent; leave the operation out with x-coda.exclude");
    }
  }

  @Test
  void asksBeforeAnOperationThatIsNoReadingUnlessTheDocumentSaysOtherwise() throws IOException {
    try (SchemaTools tools = read()) {
      assertThat(spec(tools, "rates_ratesOn").permission()).isEqualTo(ToolPermission.ALLOW);
      assertThat(spec(tools, "rates_ratesOn").readOnly()).isTrue();
      assertThat(spec(tools, "rates_create_alert").permission()).isEqualTo(ToolPermission.ASK);
      assertThat(spec(tools, "rates_create_alert").idempotent()).isFalse();
      assertThat(spec(tools, "replace_alerts").permission()).isEqualTo(ToolPermission.DENY);
      assertThat(spec(tools, "replace_alerts").idempotent()).isTrue();
      assertThat(spec(tools, "replace_alerts").timeout()).isEqualTo(Duration.ofSeconds(5));
    }
  }

  @Test
  void describesArgumentsInJsonSchemaThatStandsByItself() throws IOException {
    try (SchemaTools tools = read()) {
      assertThat(spec(tools, "rates_ratesOn").description())
          .isEqualTo("Tells the rates of a day.\n\nWorking days only.");
      assertThat(schema(tools, "rates_ratesOn"))
          .isEqualTo(
              Calls.json(
                  """
                  {
                    "type": "object",
                    "properties": {
                      "date": {"type": "string", "format": "date"},
                      "X-Trace": {"type": "string"},
                      "symbols": {
                        "type": "array",
                        "items": {"$ref": "#/$defs/Currency"},
                        "description": "The currencies to tell."
                      },
                      "above": {"type": ["number", "null"], "minimum": 0, "exclusiveMinimum": 0}
                    },
                    "required": ["date"],
                    "$defs": {"Currency": {"type": "string", "pattern": "^[A-Z]{3}$"}}
                  }
                  """));
      assertThat(schema(tools, "rates_create_alert"))
          .isEqualTo(
              Calls.json(
                  """
                  {
                    "type": "object",
                    "properties": {
                      "currency": {"$ref": "#/$defs/Currency"},
                      "when": {"$ref": "#/$defs/Condition"},
                      "note": {"type": ["string", "null"]}
                    },
                    "required": ["currency", "when"],
                    "$defs": {
                      "Currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
                      "Condition": {
                        "type": "object",
                        "properties": {
                          "above": {"type": "number"},
                          "either": {"type": "array", "items": {"$ref": "#/$defs/Condition"}}
                        }
                      }
                    }
                  }
                  """));
      assertThat(spec(tools, "rates_listCurrencies").outputSchema())
          .contains(Calls.json("{\"type\": \"object\"}"));
      assertThat(spec(tools, "rates_ratesOn").outputSchema()).isEmpty();
    }
  }

  @Test
  void callsTheOperations() throws Exception {
    try (SchemaTools tools = read()) {
      RecordedRequest reading =
          call(
              tools,
              "rates_ratesOn",
              "{\"date\": \"2026-01-02\", \"symbols\": [\"EUR\", \"USD\"], \"X-Trace\": \"t\"}");
      assertThat(reading.getMethod()).isEqualTo("GET");
      assertThat(reading.getTarget()).isEqualTo("/v1/rates/2026-01-02?symbols=EUR&symbols=USD");
      assertThat(reading.getHeaders().get("X-Trace")).isEqualTo("t");
      assertThat(reading.getHeaders().get("X-Api-Key")).isEqualTo("key-123");

      RecordedRequest creating =
          call(tools, "rates_create_alert", "{\"currency\": \"EUR\", \"when\": {\"above\": 2}}");
      assertThat(creating.getMethod()).isEqualTo("POST");
      assertThat(creating.getTarget()).isEqualTo("/v1/alerts");
      assertThat(body(creating)).isEqualTo("{\"currency\":\"EUR\",\"when\":{\"above\":2}}");

      RecordedRequest replacing =
          call(tools, "replace_alerts", "{\"body\": [{\"currency\": \"EUR\"}]}");
      assertThat(body(replacing)).isEqualTo("[{\"currency\":\"EUR\"}]");
    }
  }

  @Test
  void takesOnlyTheOperationsThatTheDocumentNames() throws IOException {
    ToolFiles.write(
        folder,
        "exchange",
        document()
            .replace(
                "\"prefix\": \"rates_\"",
                "\"operations\": [\"listCurrencies\", \"PUT /alerts\", \"gone\"]"));
    try (SchemaTools tools = read()) {
      assertThat(ToolFiles.names(tools)).containsExactly("listCurrencies", "replace_alerts");
      assertThat(ToolFiles.problems(tools))
          .containsExactly("x-coda.operations: there is no operation 'gone'");
    }
  }

  @Test
  void usesTheDocumentsServerWhereNoUrlIsSet() throws IOException {
    ToolFiles.write(
        folder,
        "exchange",
        document().replace("\"url\": \"${RATES_URL:-https://eu.rates.example/v1}\",", ""));
    try (SchemaTools tools = read()) {
      assertThat(tools.tools()).hasSize(4);
    }
    ToolFiles.write(
        folder, "exchange", "{\"openapi\": \"3.1.0\", \"paths\": {\"/x\": {\"get\": {}}}}");
    try (SchemaTools tools = read()) {
      assertThat(ToolFiles.problems(tools))
          .containsExactly("paths./x.get: the document names no server: set x-coda.url");
    }
  }

  private RecordedRequest call(SchemaTools tools, String name, String input) throws Exception {
    service.enqueue(new MockResponse.Builder().code(204).build());
    ToolResult result = ToolFiles.tool(tools, name).execute(Calls.json(input), Calls.context());
    assertThat(result.isOk()).as(result.toString()).isTrue();
    return service.takeRequest();
  }

  private SchemaTools read() {
    Map<String, String> environment =
        Map.of(
            "RATES_URL", "http://127.0.0.1:" + service.getPort() + "/v1", "RATES_KEY", "key-123");
    return SchemaTools.builder(folder)
        .environment(environment::get)
        .allowedAddresses(List.of("127.0.0.1:" + service.getPort()))
        .read();
  }

  private static ToolSpec spec(SchemaTools tools, String name) {
    return ToolFiles.tool(tools, name).spec();
  }

  private static JsonNode schema(SchemaTools tools, String name) {
    return spec(tools, name).inputSchema();
  }

  private static String body(RecordedRequest request) {
    return Objects.requireNonNull(request.getBody()).utf8();
  }

  private static String document() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            OpenApiTest.class.getResourceAsStream("exchange-rates.openapi.json"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
