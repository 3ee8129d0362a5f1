package dev.coda.server.browser;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Looks at every screen of the web UI, wide in light or narrow in dark; {@code npm run screens}
 * looks at three widths in both.
 */
@Tag("drill")
class ScreensTest {
  @Test
  void everyScreenLooksAsItWasAcceptedAndHasNoBarriers() throws Exception {
    Playwright.run(Map.of("CODA_FEW_SCREENS", "1"), "screens");
  }
}
