package dev.coda.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.tool.ToolResult;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedConnectionTest {
  private ClosingServer server;

  @BeforeEach
  void start() throws IOException {
    server = ClosingServer.start(body -> "{\"noted\": true}");
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "GET"})
  void opensAnotherConnectionWhenTheServiceClosedTheIdleOne(String method) throws Exception {
    try (HttpToolClient client = Calls.client(server.port())) {
      HttpTool tool = Calls.tool(client, method, "http://127.0.0.1:" + server.port() + "/note");
      for (int call = 1; call <= 3; call++) {
        ToolResult result = tool.execute(Calls.json("{\"n\": " + call + "}"), Calls.context());
        assertThat(result.isOk()).as("%s", result.detail()).isTrue();
        server.awaitClosed();
      }
      assertThat(server.bodies()).hasSize(3);
    }
  }

  @Test
  void sendsACallOnceOverAConnectionThatBreaksWhileItRuns() throws Exception {
    try (ClosingServer breaking =
            ClosingServer.start(body -> {
              throw new IllegalStateException("broken off");
            });
        HttpToolClient client = Calls.client(breaking.port())) {
      HttpTool tool = Calls.tool(client, "POST", "http://127.0.0.1:" + breaking.port() + "/note");
      assertThat(tool.execute(Calls.json("{}"), Calls.context()).isOk()).isFalse();
      assertThat(breaking.bodies()).hasSize(1);
    }
  }
}
