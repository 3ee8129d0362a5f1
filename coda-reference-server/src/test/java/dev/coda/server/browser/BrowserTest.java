package dev.coda.server.browser;

import dev.coda.server.fixture.RunningServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Uses the server as people do: in Chromium, with the web UI from its jar. */
class BrowserTest {
  @Test
  void peopleRegisterChatWithAToolAndFindTheConversationAgain() throws Exception {
    RunningServer server = RunningServer.shared();
    try (var _ = server.pace().usual()) {
      Playwright.run(Map.of("CODA_BASE_URL", server.uri().toString()), "e2e");
    }
  }
}
