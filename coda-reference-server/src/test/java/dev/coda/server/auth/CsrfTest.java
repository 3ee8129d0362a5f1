package dev.coda.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsrfTest {
  private static final String LOGOUT = "/api/v1/auth/logout";
  private static final String REFRESH = "/api/v1/auth/refresh";

  private final RunningServer server = RunningServer.shared();
  private final Reply registered =
      server
          .anonymous()
          .post("/api/v1/auth/register", RunningServer.registration(RunningServer.newAddress()));
  private final ApiClient browser = server.anonymous().cookies(registered.cookies());

  @Test
  void aCookieAloneMayNotWrite() {
    for (String path : new String[] {LOGOUT, REFRESH, "/api/v1/anything"}) {
      Reply reply = browser.post(path);

      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.code()).isEqualTo("csrf_failed");
    }
  }

  @Test
  void theHeaderMustEqualTheCookie() {
    assertThat(browser.with("X-CSRF-Token", "guessed").post(LOGOUT).status()).isEqualTo(403);
    assertThat(browser.with("X-CSRF-Token", "").post(LOGOUT).status()).isEqualTo(403);
  }

  @Test
  void anEmptyCookieMatchesNothing() {
    ApiClient forged =
        server
            .anonymous()
            .cookies(
                Map.of(
                    "coda_access",
                    registered.cookies().getOrDefault("coda_access", ""),
                    "coda_csrf",
                    ""));

    assertThat(forged.with("X-CSRF-Token", "").post(LOGOUT).status()).isEqualTo(403);
    assertThat(forged.post(LOGOUT).status()).isEqualTo(403);
  }

  @Test
  void theRightHeaderMayWrite() {
    String token = registered.cookies().getOrDefault("coda_csrf", "");

    assertThat(browser.with("X-CSRF-Token", token).post(REFRESH).status()).isEqualTo(200);
  }

  @Test
  void aBearerTokenNeedsNoHeader() {
    String access = registered.json().path("access_token").asText();

    assertThat(server.anonymous().bearer(access).post(LOGOUT).status()).isEqualTo(204);
  }

  @Test
  void aWorthlessBearerTokenDoesNotLetTheCookieThrough() {
    assertThat(browser.bearer("worthless").get("/api/v1/auth/me").status()).isEqualTo(401);
    assertThat(browser.with("Authorization", "Basic eDp5").get("/api/v1/auth/me").status())
        .isEqualTo(401);
  }

  @Test
  void readingNeedsNoHeader() {
    assertThat(browser.get("/api/v1/auth/me").status()).isEqualTo(200);
  }
}
