package dev.coda.server.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.DataFolders;
import dev.coda.server.fixture.NodeProject;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import dev.coda.testkit.mock.MockModelServer;
import dev.coda.testkit.mock.MockSignInServer;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official clients of other protocols, unmodified, in conversation with a server. */
class ClientsTest {
  private static final NodeProject CLIENTS = NodeProject.of("clients");
  private static final String MODEL = "hosted/" + MockModelServer.MODEL;

  @TempDir private static Path folder;
  private static MockModelServer model;
  private static MockSignInServer wiki;
  private static ServerProcess server;
  private static URI uri;
  private static String token;

  /** What a browser has whose user is signed in. */
  private static String session;

  @BeforeAll
  static void start() throws Exception {
    CLIENTS.require();
    model = ScriptedHost.start();
    wiki = MockSignInServer.start(Clock.systemUTC());
    wiki.listsForAll(true);
    Path servers =
        Files.writeString(
            folder.resolve("mcp.json"),
            """
            {"mcpServers": {"wiki": {"url": "%s", "permission": "allow",
              "allowedAddresses": ["127.0.0.1"]}}}
            """
                .formatted(wiki.uri()));
    DataFolders.emptyDatabase(folder.resolve("data"));
    server =
        ServerProcess.start(
            Map.of(
                "CODA_PORT", "0",
                "CODA_DATA_DIR", folder.resolve("data").toString(),
                "HOSTED_BASE_URL", model.baseUrl(),
                "CODA_MCP_CONFIG", servers.toString()));
    uri = server.awaitReady();
    Thread.ofVirtual().start(server::awaitEnd);
    session = RunningServer.newToken(uri);
    ApiClient user = ApiClient.of(uri).bearer(session);
    user.patch(
        "/api/v1/settings",
        "{\"preferences\": {\"tool_permissions\": {\"current_time\": \"ask\"}}}");
    token =
        user.post(
                "/api/v1/settings/tokens",
                "{\"name\": \"clients\", \"scopes\": [\"chat\", \"read\"]}")
            .json()
            .get("token")
            .textValue();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
      model.close();
      wiki.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"completions", "responses", "agui", "uistream", "page"})
  void holdAConversation(String client) throws Exception {
    Path log = Path.of("target", "client-" + client + ".log");
    Process process =
        new ProcessBuilder(
                CLIENTS.node(),
                CLIENTS.ownScript(client + ".mjs"),
                uri.toString(),
                token,
                MODEL,
                session)
            .directory(new File("target"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(1, TimeUnit.MINUTES);
    process.destroyForcibly();

    assertThat(ended).as("%s ended: %s", client, Files.readString(log)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }
}
