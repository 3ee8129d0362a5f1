package dev.coda.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.bridge.mcp.McpServerStatus;
import dev.coda.bridge.mcp.McpTools;
import dev.coda.bridge.mcp.ServerState;
import dev.coda.core.CodaAgent;
import dev.coda.core.TimeOrderedIds;
import dev.coda.core.store.InMemoryStores;
import dev.coda.core.tools.RegisteredTool;
import dev.coda.server.fixture.NodeProject;
import dev.coda.testkit.model.ScriptedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists and calls servers that others have published, all of them connected at once. */
class PublishedServersTest {
  @TempDir private static Path folder;

  private static List<PublishedServer> servers;
  private static McpTools tools;
  private static CodaAgent agent;

  @BeforeAll
  static void start() throws Exception {
    NodeProject.of("mcp").require();
    Files.writeString(folder.resolve("note.txt"), "a note");
    Files.writeString(folder.resolve("program.js"), "debugger;");
    Files.writeString(
        folder.resolve("eslint.config.mjs"), "export default [{rules: {'no-debugger': 'error'}}];");
    Files.writeString(folder.resolve("schema.graphql"), "type Query { hello: String }");
    Files.writeString(
        folder.resolve("page.drawio"),
        "<mxfile><diagram name=\"First page\" id=\"1\"><mxGraphModel/></diagram></mxfile>");
    Files.createDirectories(folder.resolve("bank/bank-project"));
    assertThat(new ProcessBuilder("git", "init", "-q", folder.toString()).start().waitFor())
        .isZero();
    servers = PublishedServer.all(folder);
    tools =
        McpTools.builder(PublishedServer.config(servers))
            .connectTimeout(Duration.ofMinutes(1))
            .startTimeout(Duration.ofMinutes(1))
            .connect();
    agent =
        CodaAgent.builder()
            .models(ScriptedModel.of())
            .tools(tools)
            .stores(InMemoryStores.create())
            .build();
  }

  @AfterAll
  static void end() {
    agent.close();
    tools.close();
  }

  static List<PublishedServer> servers() {
    return servers;
  }

  @ParameterizedTest
  @MethodSource("servers")
  void listsAndCallsIt(PublishedServer server) throws Exception {
    assertThat(status(server).state())
        .as(status(server).toString())
        .isEqualTo(ServerState.CONNECTED);
    assertThat(status(server).problem()).as("every tool can be used").isNull();
    RegisteredTool tool = agent.toolRegistry().snapshot().get(server.name() + "__" + server.tool());
    assertThat(tool).as(server.tool()).isNotNull();
    assertThat(tool.inputProblems(server.input())).isEmpty();

    ToolResult result = agent.toolExecutor().execute(tool, server.input(), context());

    assertThat(result.isOk()).as(result.toString()).isEqualTo(server.fails() == null);
    assertThat(String.valueOf(result.isOk() ? result.output() : result.message()))
        .contains(Objects.requireNonNullElse(server.says(), server.fails()));
  }

  @Test
  void theDocumentationListsThem() throws Exception {
    List<String> rows = new ArrayList<>();
    for (PublishedServer server : servers) {
      rows.add(
          "| `%s` | %s | %d | "
              .formatted(server.packageName(), server.version(), status(server).tools().size()));
    }
    assertThat(Files.readString(Path.of("../docs/tools.md"))).contains(rows);
  }

  private static McpServerStatus status(PublishedServer server) {
    return tools.servers().stream()
        .filter(status -> status.name().equals(server.name()))
        .findFirst()
        .orElseThrow();
  }

  private static ToolContext context() {
    TimeOrderedIds ids = new TimeOrderedIds();
    return ToolContext.builder()
        .sessionId(SessionId.next(ids))
        .runId(RunId.next(ids))
        .callId(CallId.next(ids))
        .build();
  }
}
