package dev.coda.server.browser;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Looks at every screen of the web UI, in light and dark and at three widths. */
@Tag("drill")
class ScreensTest {
  @Test
  void everyScreenLooksAsItWasAcceptedAndHasNoBarriers() throws Exception {
    Playwright.run(Map.of(), "screens");
  }
}
