package dev.coda.server.chat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.DataFolders;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import dev.coda.testkit.mock.MockModelServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A server of its own whose model and whose two tools, {@code quick} and {@code slow}, say what a
 * test tells them to. Thread-safe.
 */
final class HostedServer implements AutoCloseable {
  final MockModelServer model = MockModelServer.start();
  final MockModelServer tool = MockModelServer.start();
  final URI uri;
  final String token;
  final ApiClient user;
  private final ServerProcess server;

  HostedServer(Path folder) throws IOException {
    for (String name : List.of("quick", "slow")) {
      Files.writeString(
          Files.createDirectories(folder.resolve("tools").resolve(name)).resolve("schema.json"),
          """
          {
            "description": "Counts.",
            "url": "http://127.0.0.1:%d/%s",
            "parameters": { "type": "object", "properties": { "n": { "type": "integer" } } },
            "retry": { "max_attempts": 1 }
          }
          """
              .formatted(tool.port(), name));
    }
    DataFolders.emptyDatabase(folder.resolve("data"));
    server =
        ServerProcess.start(
            Map.of(
                "CODA_PORT", "0",
                "CODA_DATA_DIR", folder.resolve("data").toString(),
                "CODA_TOOLS_DIR", folder.resolve("tools").toString(),
                "CODA_TOOLS_ALLOWED_ADDRESSES", "127.0.0.1:" + tool.port(),
                "HOSTED_BASE_URL", model.baseUrl()));
    uri = server.awaitReady();
    Thread.ofVirtual().start(server::awaitEnd);
    token = RunningServer.newToken(uri);
    user = ApiClient.of(uri).bearer(token);
  }

  String newSession() {
    return user.post("/api/v1/sessions", "{}").json().get("id").textValue();
  }

  /** Returns a request to the model. */
  static String question(String session, String text, String permissions) {
    return """
    {"session_id": "%s", "content": "%s", "model_provider": "hosted", "model_name": "%s",
     "tool_permissions": %s}\
    """
        .formatted(session, text, MockModelServer.MODEL, permissions);
  }

  @Override
  public void close() {
    server.close();
    model.close();
    tool.close();
  }
}
