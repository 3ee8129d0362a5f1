package dev.coda.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.bridge.http.Calls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaToolsCallTest {
  @TempDir Path folder;

  @Test
  void turnsAFileIntoAToolThatPostsItsArgumentsAndReturnsTheAnswer() throws Exception {
    try (MockWebServer service = new MockWebServer()) {
      service.start();
      service.enqueue(
          new MockResponse.Builder()
              .addHeader("Content-Type", "application/json")
              .body("{\"result\": 84}")
              .build());
      Files.createDirectories(folder.resolve("calculator"));
      Files.writeString(
          folder.resolve("calculator/schema.json"),
          """
          {
            "description": "Evaluates an expression.",
            "url": "${TOOLS_URL:-http://127.0.0.1:1}/calculator",
            "parameters": {"type": "object", "properties": {"expression": {"type": "string"}}}
          }
          """);

      try (SchemaTools tools =
          SchemaTools.builder(folder)
              .environment(
                  name -> name.equals("TOOLS_URL") ? "http://127.0.0.1:" + service.getPort() : null)
              .allowedAddresses(List.of("127.0.0.1:" + service.getPort()))
              .read()) {
        assertThat(tools.problems()).isEmpty();
        Tool calculator = tools.tools().get(0);
        ToolContext context =
            ToolContext.builder()
                .sessionId(new SessionId(UUID.randomUUID()))
                .runId(new RunId(UUID.randomUUID()))
                .callId(new CallId(UUID.randomUUID()))
                .build();

        ToolResult result =
            calculator.execute(
                new JsonMapper().createObjectNode().put("expression", "12*7"), context);

        assertThat(result.detail()).isNull();
        assertThat(String.valueOf(result.output())).isEqualTo("{\"result\":84}");
        RecordedRequest request = service.takeRequest();
        assertThat(request.getMethod()).isEqualTo("POST");
        assertThat(request.getTarget()).isEqualTo("/calculator");
        assertThat(Objects.requireNonNull(request.getBody()).utf8())
            .isEqualTo("{\"expression\":\"12*7\"}");
        assertThat(request.getHeaders().get("Idempotency-Key")).isEqualTo(context.idempotencyKey());
      }
    }
  }

  @Test
  void sendsACredentialHeaderFromItsSurroundingsAndCutsItOutOfTheAnswer() throws Exception {
    try (MockWebServer service = new MockWebServer()) {
      service.start();
      service.enqueue(
          new MockResponse.Builder()
              .addHeader("Content-Type", "application/json")
              .body("{\"you\": \"key-4f9a1c\", \"plan\": \"free-of-charge\"}")
              .build());
      ToolFiles.write(
          folder,
          "probe",
          """
          {
            "description": "d", "url": "http://127.0.0.1:%d/",
            "headers": {"X-Api-Key": "Key ${KEY}", "X-Plan": "${PLAN}"}
          }
          """
              .formatted(service.getPort()));

      try (SchemaTools tools =
          SchemaTools.builder(folder)
              .environment(Map.of("KEY", "key-4f9a1c", "PLAN", "free-of-charge")::get)
              .allowedAddresses(List.of("127.0.0.1:" + service.getPort()))
              .read()) {
        ToolResult result =
            ToolFiles.tool(tools, "probe").execute(Calls.json("{}"), Calls.context());

        assertThat(String.valueOf(result.output()))
            .isEqualTo("{\"you\":\"[redacted]\",\"plan\":\"free-of-charge\"}");
        assertThat(service.takeRequest().getHeaders().get("X-Api-Key")).isEqualTo("Key key-4f9a1c");
      }
    }
  }

  @Test
  void asksForASecretWithEveryCallSoThatItMayBeRenewed() throws Exception {
    try (MockWebServer service = new MockWebServer()) {
      service.start();
      ToolFiles.write(
          folder,
          "probe",
          """
          {
            "description": "d", "url": "http://127.0.0.1:%d/",
            "auth": {"type": "bearer", "token_env": "TOKEN"}
          }
          """
              .formatted(service.getPort()));
      AtomicInteger asked = new AtomicInteger();

      try (SchemaTools tools =
          SchemaTools.builder(folder)
              .environment(name -> name.equals("TOKEN") ? "token-" + asked.incrementAndGet() : null)
              .allowedAddresses(List.of("127.0.0.1:" + service.getPort()))
              .read()) {
        for (int i = 0; i < 2; i++) {
          int before = asked.get();
          service.enqueue(new MockResponse.Builder().body("{}").build());
          ToolFiles.tool(tools, "probe").execute(Calls.json("{}"), Calls.context());

          assertThat(service.takeRequest().getHeaders().get("Authorization"))
              .isEqualTo("Bearer token-" + (before + 1));
        }
      }
    }
  }
}
