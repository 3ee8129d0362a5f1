package dev.coda.bridge.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HangingServerTest {
  private HangingServer server;
  private McpTools tools;

  @BeforeEach
  void connect() throws IOException {
    server = new HangingServer();
    tools =
        McpTools.builder(
                """
                {"mcpServers": {"hanging": {"url": "http://127.0.0.1:%d/mcp",
                  "permission": "allow", "allowedAddresses": ["127.0.0.1"]}}}
                """
                    .formatted(server.port()))
            .connect();
  }

  @AfterEach
  void close() throws IOException {
    tools.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hang", "drip", "break", "list_resources"})
  void anOverdueCallLeavesNothingBehind(String tool) throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(call(tool).failure()).isEqualTo(FailureKind.TOOL_TIMEOUT);
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(server.waiting()).as("open connections").isZero());
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(threads()).as("threads").isZero());
    assertThat(server.methods()).contains("notifications/cancelled");
  }

  @Test
  void aServerThatHangsIsStillConnected() throws Exception {
    assertThat(call("hang").failure()).isEqualTo(FailureKind.TOOL_TIMEOUT);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(server.waiting()).isZero());
    assertThat(tools.servers().get(0).state()).isEqualTo(ServerState.CONNECTED);
  }

  private ToolResult call(String name) throws Exception {
    Tool tool =
        tools.tools().stream()
            .filter(each -> each.spec().name().equals("hanging__" + name))
            .findFirst()
            .orElseThrow();
    ToolContext hurried =
        Contexts.builder().deadline(Instant.now().plus(Duration.ofMillis(500))).build();
    return tool.execute(JsonNodeFactory.instance.objectNode(), hurried);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("coda-mcp-hanging-http"))
        .count();
  }
}
