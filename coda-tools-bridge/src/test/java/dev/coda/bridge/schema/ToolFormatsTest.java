package dev.coda.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.tool.ToolOrigin;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolSpec;
import dev.coda.bridge.http.Calls;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolFormatsTest {
  private static final String PARAMETERS =
      "{\"type\": \"object\", \"properties\": {\"city\": {\"type\": \"string\"}, \"unit\": {}}}";

  @TempDir Path folder;

  @Test
  void readsEveryFieldOfCodasOwnFormat() {
    ToolSpec spec =
        read(
            """
            {
              "$schema": "https://example.com/tool-file.schema.json",
              "name": "weather",
              "description": "Tells the weather.",
              "url": "https://service.example/{city}",
              "method": "PUT",
              "parameters": %s,
              "returns": {"type": "object"},
              "locations": {"unit": "query"},
              "headers": {"X-Plan": "${PLAN:-free}"},
              "auth": {"type": "none"},
              "allowed_hosts": ["*.service.example"],
              "timeout_ms": 1500,
              "retry": {"max_attempts": 2, "backoff_ms": 50},
              "permission": "ask",
              "read_only": false,
              "idempotent": true,
              "max_concurrency": 3,
              "x-owner": {"team": "weather"}
            }
            """
                .formatted(PARAMETERS));

    assertThat(spec.name()).isEqualTo("weather");
    assertThat(spec.origin()).isEqualTo(ToolOrigin.SCHEMA);
    assertThat(spec.inputSchema()).isEqualTo(Calls.json(PARAMETERS));
    assertThat(spec.outputSchema()).contains(Calls.json("{\"type\": \"object\"}"));
    assertThat(spec.timeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(spec.permission()).isEqualTo(ToolPermission.ASK);
    assertThat(spec.readOnly()).isFalse();
    assertThat(spec.idempotent()).isTrue();
    assertThat(spec.maxConcurrency()).isEqualTo(3);
  }

  @Test
  void takesTheFoldersNameAndCautiousDefaults() {
    ToolSpec spec = read(ToolFiles.own("d", "https://service.example/x").replace("true", "false"));

    assertThat(spec.name()).isEqualTo("probe");
    assertThat(spec.permission()).isEqualTo(ToolPermission.ALLOW);
    assertThat(spec.idempotent()).isFalse();
    assertThat(spec.timeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void takesAGetAsAReading() {
    ToolSpec spec =
        read("{\"description\": \"d\", \"method\": \"GET\", \"url\": \"https://a.example/\"}");

    assertThat(spec.readOnly()).isTrue();
    assertThat(spec.idempotent()).isTrue();
  }

  @Test
  void believesAGetThatSaysItIsNoReading() {
    String get = "{\"description\": \"d\", \"method\": \"GET\", \"url\": \"https://a.example/\"";

    assertThat(read(get + ", \"read_only\": false}").idempotent()).isFalse();
    assertThat(read(get + ", \"read_only\": false, \"idempotent\": true}").idempotent()).isTrue();
    assertThat(read(get + ", \"read_only\": false, \"idempotent\": false}").readOnly()).isFalse();
  }

  @Test
  void readsAnOpenAiFunctionNestedOrFlat() {
    ToolSpec nested =
        read(
            """
            {
              "type": "function",
              "function": {
                "name": "weather", "description": "Tells the weather.", "strict": true,
                "parameters": %s
              },
              "url": "https://service.example/x",
              "read_only": true
            }
            """
                .formatted(PARAMETERS));
    ToolSpec flat =
        read(
            """
            {
              "type": "function", "name": "weather", "description": "Tells the weather.",
              "strict": true, "parameters": %s, "url": "https://service.example/x"
            }
            """
                .formatted(PARAMETERS));

    assertThat(nested.name()).isEqualTo("weather");
    assertThat(nested.description()).isEqualTo("Tells the weather.");
    assertThat(nested.inputSchema()).isEqualTo(Calls.json(PARAMETERS));
    assertThat(nested.readOnly()).isTrue();
    assertThat(flat.inputSchema()).isEqualTo(nested.inputSchema());
  }

  @Test
  void readsAnMcpToolWithItsHints() {
    String tool =
        """
        {
          "name": "weather", "title": "Weather", "description": "Tells the weather.",
          "inputSchema": %s,
          "outputSchema": {"type": "object"},
          "annotations": {"idempotentHint": true, "destructiveHint": true},
          "url": "https://service.example/x"
        }
        """
            .formatted(PARAMETERS);

    ToolSpec spec = read(tool);
    ToolSpec overruled =
        read(tool.replace("\"url\"", "\"permission\": \"allow\", \"idempotent\": false, \"url\""));

    assertThat(spec.inputSchema()).isEqualTo(Calls.json(PARAMETERS));
    assertThat(spec.outputSchema()).contains(Calls.json("{\"type\": \"object\"}"));
    assertThat(spec.idempotent()).isTrue();
    assertThat(spec.readOnly()).isFalse();
    assertThat(spec.permission()).isEqualTo(ToolPermission.ASK);
    assertThat(overruled.permission()).isEqualTo(ToolPermission.ALLOW);
    assertThat(overruled.idempotent()).isFalse();
  }

  private ToolSpec read(String content) {
    ToolFiles.write(folder, "probe", content);
    try (SchemaTools tools = SchemaTools.builder(folder).environment(name -> null).read()) {
      assertThat(tools.problems()).isEmpty();
      return tools.tools().get(0).spec();
    }
  }
}
