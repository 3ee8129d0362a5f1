package dev.coda.bridge.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that do not start, or do not do what the protocol says. */
class ServerTroubleTest {
  @Test
  void saysWhyAProgramEndedAtOnce() {
    try (McpTools tools =
        connect(
            """
            {"mcpServers": {"keyless": {"command": "sh", "args": ["-c",
              "echo starting >&2; echo 'Error: API_KEY is not set' >&2; exit 3"]}}}
            """)) {
      assertThat(tools.servers().get(0).problem())
          .isEqualTo("ended with code 3: starting Error: API_KEY is not set");
    }
  }

  @Test
  void hidesASecretOfItsOwnInWhatAProgramSaidLast() {
    try (McpTools tools =
        connect(
            """
            {"mcpServers": {"chatty": {"command": "sh", "env": {"API_KEY": "s3cret-key"}, "args": [
              "-c", "echo \\"bad key $API_KEY\\" >&2; exit 1"]}}}
            """)) {
      assertThat(tools.servers().get(0).problem())
          .isEqualTo("ended with code 1: bad key [redacted]");
    }
  }

  @Test
  void oneBadEntryDoesNotKeepTheOthersFromStarting() throws Exception {
    String good = FakeServer.config("{\"permission\": \"allow\", \"timeout\": 3000}");
    String config =
        good.replaceFirst(
            "\\{\"mcpServers\":\\{",
            "{\"mcpServers\":{\"bad\":{\"url\":\"ftp://x\"},\"unset\":{\"command\":\"\\${NO}\"},");
    try (McpTools tools = connect(config)) {
      assertThat(tools.servers())
          .extracting(McpServerStatus::name, McpServerStatus::state)
          .contains(
              tuple("fake", ServerState.CONNECTED),
              tuple("bad", ServerState.UNAVAILABLE),
              tuple("unset", ServerState.UNAVAILABLE));
      assertThat(tools.servers())
          .extracting(McpServerStatus::problem)
          .anyMatch(problem -> problem != null && problem.contains("variable NO is not set"));
      assertThat(tools.tools()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"errortext", "errorempty", "resultnull", "neither", "badcontent"})
  void aMalformedReplyEndsTheCall(String tool) throws Exception {
    try (McpTools tools =
        connect(FakeServer.config("{\"permission\": \"allow\", \"timeout\": 3000}"))) {
      ToolResult result = call(tools, "fake__" + tool);
      assertThat(result.isOk()).isFalse();
      assertThat(result.failure()).isNotEqualTo(FailureKind.TOOL_TIMEOUT);
      assertThat(call(tools, "fake__lists").isOk()).as("the session continues").isTrue();
    }
  }

  @Test
  void listsResourcesOfAServerWithoutTemplates() throws Exception {
    try (McpTools tools =
        connect(FakeServer.config("{\"permission\": \"allow\", \"timeout\": 3000}"))) {
      ToolResult result = call(tools, "fake__list_resources");
      assertThat(result.output()).as("%s", result.message()).isNotNull();
      assertThat(result.output().at("/resources/0/uri").asText()).isEqualTo("file:///a.txt");
      assertThat(result.output().path("resource_templates")).isEmpty();
    }
  }

  @Test
  void keepsTheToolsOfServersApartWhoseNamesBecomeEqual() {
    String server = FakeServer.config("{}").replaceFirst("^\\{\"mcpServers\":\\{\"fake\":", "");
    server = server.substring(0, server.length() - 2);
    String config =
        "{\"mcpServers\":{\"dot.name\":%s,\"dot_name\":%s,\"dot_name__x\":%s}}"
            .formatted(server, server, server);
    try (McpTools tools = connect(config)) {
      List<String> names = tools.tools().stream().map(tool -> tool.spec().name()).toList();
      assertThat(names).doesNotHaveDuplicates().contains("dot_name__fail");
      assertThat(names).filteredOn(name -> name.endsWith("__fail")).hasSize(3);
      assertThat(names).filteredOn(name -> name.startsWith("dot_name__x__")).isEmpty();
    }
  }

  private static McpTools connect(String config) {
    return McpTools.builder(config).environment(name -> null).connect();
  }

  private static ToolResult call(McpTools tools, String name) throws Exception {
    Tool tool =
        tools.tools().stream()
            .filter(each -> each.spec().name().equals(name))
            .findFirst()
            .orElseThrow();
    return tool.execute(JsonNodeFactory.instance.objectNode(), Contexts.any());
  }
}
