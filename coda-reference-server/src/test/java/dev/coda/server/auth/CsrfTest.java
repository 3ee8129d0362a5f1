package dev.coda.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void refusesAValueThatBelongsToAnotherSignIn() {
    Reply other =
        server
            .anonymous()
            .post("/api/v1/auth/register", RunningServer.registration(RunningServer.newAddress()));
    String foreign = other.cookies().getOrDefault("coda_csrf", "");

    for (String cookie : new String[] {"coda_access", "coda_refresh"}) {
      Map<String, String> tossed =
          Map.of(cookie, registered.cookies().getOrDefault(cookie, ""), "coda_csrf", foreign);
      Reply reply = server.anonymous().cookies(tossed).with("X-CSRF-Token", foreign).post(REFRESH);

      assertThat(reply.status()).as(cookie).isEqualTo(403);
      assertThat(reply.code()).isEqualTo("csrf_failed");
    }
  }

  @Test
  void refusesAValueThatTheServerDidNotMake() {
    Map<String, String> tossed = new LinkedHashMap<>(registered.cookies());
    tossed.put("coda_csrf", "chosen");

    Reply reply = server.anonymous().cookies(tossed).with("X-CSRF-Token", "chosen").post(LOGOUT);

    assertThat(reply.code()).isEqualTo("csrf_failed");
  }

  @Test
  void keepsTheValueOfASignIn() {
    String token = registered.cookies().getOrDefault("coda_csrf", "");

    Reply refreshed = browser.with("X-CSRF-Token", token).post(REFRESH);

    assertThat(refreshed.cookies()).containsEntry("coda_csrf", token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://evil.example", "http://localhost.evil.example", "null", "not a page"})
  void refusesPagesOfOtherSitesWithAProblem(String page) {
    String token = registered.cookies().getOrDefault("coda_csrf", "");
    for (ApiClient client : List.of(browser.with("X-CSRF-Token", token), server.anonymous())) {
      for (String path : List.of(LOGOUT, REFRESH, "/api/v1/sessions", "/api/v1/auth/login")) {
        Reply reply = client.with("Origin", page).post(path, "{}");

        assertThat(reply.status()).as(path).isEqualTo(403);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.code()).isEqualTo("csrf_failed");
      }
    }
  }

  @Test
  void refusesPagesOfOtherSitesToReadFromTheOwnMachine() {
    Reply reply = browser.with("Origin", "https://evil.example").get("/api/v1/auth/me");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.code()).isEqualTo("forbidden");
  }

  @Test
  void acceptsItsOwnPages() {
    String token = registered.cookies().getOrDefault("coda_csrf", "");
    ApiClient page = browser.with("X-CSRF-Token", token);

    assertThat(page.with("Origin", server.uri().toString()).post(REFRESH).status()).isEqualTo(200);
    assertThat(page.with("Origin", "http://localhost:5173").post(LOGOUT).status()).isEqualTo(204);
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
