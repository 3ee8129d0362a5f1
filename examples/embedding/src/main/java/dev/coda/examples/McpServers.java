package dev.coda.examples;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.bridge.mcp.McpTools;
import dev.coda.core.CodaAgent;
import dev.coda.core.TimeOrderedIds;
import dev.coda.core.store.InMemoryStores;
import dev.coda.providers.demo.DemoProvider;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Takes its tools from an MCP server, which it starts, and prints what one of them answers. */
final class McpServers {
  private static final String QUESTION =
      "use clock__days_between {\"from\": \"2026-02-27\", \"to\": \"2026-03-02\"}";

  private McpServers() {}

  // region mcp
  /** Here the server is this program's own class; a file's path does as well as text. */
  private static McpTools tools() {
    String servers =
        """
        {
          "mcpServers": {
            "clock": {
              "command": "${JAVA}",
              "args": ["-cp", "${CLASS_PATH}", "dev.coda.examples.ClockServer"],
              "trustAnnotations": true
            }
          }
        }
        """;
    return McpTools.builder(servers).environment(surroundings()::get).connect();
  }

  // endregion

  public static void main(String[] arguments) {
    Stores stores = InMemoryStores.create();
    Session session =
        Session.start(SessionId.next(new TimeOrderedIds()), UserId.LOCAL, Instant.now());
    stores.sessions().create(session);
    try (McpTools tools = tools();
        Agent agent =
            CodaAgent.builder().models(DemoProvider.create()).tools(tools).stores(stores).build();
        Run run = agent.start(RunRequest.of(session.id(), QUESTION))) {
      tools.servers().forEach(System.out::println);
      run.forEach(McpServers::print);
    }
  }

  private static Map<String, String> surroundings() {
    return Map.of(
        "JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "CLASS_PATH", System.getProperty("java.class.path"));
  }

  private static void print(RunEvent event) {
    if (event.payload() instanceof ToolFinished result) {
      System.out.printf("%s: %s%n", result.toolName(), result.output());
    }
  }
}
