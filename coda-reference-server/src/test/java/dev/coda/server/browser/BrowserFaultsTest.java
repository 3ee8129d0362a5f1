package dev.coda.server.browser;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.DataFolders;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import dev.coda.server.mcp.AskingServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Uses a server in Chromium that is killed meanwhile, and one whose tools ask in mid-call. */
@Tag("drill")
class BrowserFaultsTest {
  private static final Path DATA = Path.of("target", "browser-faults");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<String, String> environment = new LinkedHashMap<>();
  private @Nullable ServerProcess server;
  private @Nullable HttpServer control;

  @Test
  void answersSurviveAKilledServerAndToolsGetTheirAnswers() throws Exception {
    DataFolders.emptyDatabase(DATA);
    Path config = DATA.resolveSibling("browser-faults-mcp.json");
    Files.writeString(config, AskingServer.config());
    environment.put("CODA_PORT", "0");
    environment.put("CODA_DATA_DIR", DATA.toString());
    environment.put("CODA_MCP_CONFIG", config.toAbsolutePath().toString());
    URI uri = start();
    // A browser finds the server again where it was.
    environment.put("CODA_PORT", Integer.toString(uri.getPort()));
    ApiClient user = ApiClient.of(uri).bearer(RunningServer.newToken(uri));
    await()
        .atMost(PATIENCE)
        .until(() -> user.get("/api/v1/mcp-servers").body().contains("\"connected\""));
    HttpServer switches =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    control = switches;
    switches.createContext(
        "/kill", exchange -> answer(exchange, () -> Objects.requireNonNull(server).kill()));
    switches.createContext("/start", exchange -> answer(exchange, this::start));
    switches.start();

    Playwright.run(
        Map.of(
            "CODA_BASE_URL",
            uri.toString(),
            "CODA_CONTROL_URL",
            "http://127.0.0.1:" + switches.getAddress().getPort()),
        "e2e",
        "faults");
  }

  @AfterEach
  void stop() {
    if (control != null) {
      control.stop(0);
    }
    if (server != null) {
      server.close();
    }
  }

  private URI start() {
    ServerProcess started = ServerProcess.start(environment);
    server = started;
    URI uri = started.awaitReady();
    Thread.ofVirtual().start(started::awaitEnd);
    return uri;
  }

  private static void answer(HttpExchange exchange, Runnable action) throws IOException {
    action.run();
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }
}
