package dev.coda.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SignInFlowTest {
  private static final String REGISTER = "/api/v1/auth/register";
  private static final String LOGIN = "/api/v1/auth/login";
  private static final String REFRESH = "/api/v1/auth/refresh";
  private static final String LOGOUT = "/api/v1/auth/logout";
  private static final String ME = "/api/v1/auth/me";

  private static final Executor TABS = task -> Thread.ofVirtual().start(task);

  private final RunningServer server = RunningServer.shared();
  private final String address = RunningServer.newAddress();

  @Test
  void registrationSignsInAndGivesAPersonalOrganizationOnTheFreePlan() {
    Reply reply = register();

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.json().path("token_type").asText()).isEqualTo("Bearer");
    assertThat(reply.json().path("expires_in").asInt()).isEqualTo(900);
    JsonNode user = reply.json().path("user");
    assertThat(user.path("email").asText()).isEqualTo(address);
    assertThat(user.path("name").asText()).isEqualTo("Ada");
    assertThat(user.path("organization").path("plan").asText()).isEqualTo("free");
    assertThat(user.path("organization").path("quota_tokens").asLong()).isEqualTo(100_000_000);
    assertThat(user.path("organization").path("used_cost_usd").asText()).isEqualTo("0");
    assertThat(user.path("organization").path("used_requests").asInt()).isZero();
    assertThat(user.path("organization").path("resets_at").asText()).endsWith("-01T00:00:00Z");
    assertThat(user.has("password_hash")).isFalse();
  }

  @Test
  void whatIsNotSaidIsAbsent() {
    Reply reply =
        server
            .anonymous()
            .post(
                REGISTER,
                """
                {"email": "%s", "password": "correct horse"}\
                """
                    .formatted(address));

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.json().path("user").has("name")).isFalse();
  }

  @Test
  void anAddressCanBeRegisteredOnceInWhateverCase() {
    register();

    Reply again =
        server
            .anonymous()
            .post(REGISTER, RunningServer.registration(address.toUpperCase(Locale.ROOT)));

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("conflict");
  }

  @Test
  void theBearerTokenAndTheCookieBothProveWhoAsks() {
    Reply registered = register();
    String token = registered.json().path("access_token").asText();

    Reply byBearer = server.anonymous().bearer(token).get(ME);
    Reply byCookie = server.anonymous().cookies(registered.cookies()).get(ME);

    assertThat(byBearer.status()).isEqualTo(200);
    assertThat(byBearer.json()).isEqualTo(registered.json().path("user"));
    assertThat(byCookie.json()).isEqualTo(registered.json().path("user"));
  }

  @Test
  void loginWorksWithTheRightPasswordOnly() {
    register();

    assertThat(login("correct horse").status()).isEqualTo(200);
    assertThat(login("correct horsf").status()).isEqualTo(401);
  }

  @Test
  void aWrongPasswordAndAnUnknownUserAreToldAlike() {
    register();

    Reply wrongPassword = login("wrong password");
    Reply unknownUser =
        server.anonymous().post(LOGIN, credentials(RunningServer.newAddress(), "wrong password"));

    assertThat(unknownUser.status()).isEqualTo(401);
    assertThat(withoutTrace(unknownUser)).isEqualTo(withoutTrace(wrongPassword));
  }

  @Test
  void anUnknownUserTakesAsLongAsAWrongPassword() {
    register();
    login("wrong password");

    long wrongPassword = nanos(() -> login("wrong password"));
    long unknownUser =
        nanos(() ->
            server
                .anonymous()
                .post(LOGIN, credentials(RunningServer.newAddress(), "wrong password")));

    assertThat((double) unknownUser / wrongPassword).isBetween(0.2, 5.0);
  }

  @Test
  void cookiesAreClosedToScriptsAndOtherSites() {
    Reply reply = register();

    assertThat(setCookie(reply, "coda_access"))
        .contains("Path=/;", "Max-Age=900", "SameSite=Strict")
        .containsIgnoringCase("HttpOnly")
        .doesNotContain("Secure");
    assertThat(setCookie(reply, "coda_refresh"))
        .contains("Path=/api/v1/auth;", "Max-Age=604800", "SameSite=Strict")
        .containsIgnoringCase("HttpOnly");
    assertThat(setCookie(reply, "coda_csrf"))
        .contains("Path=/;", "SameSite=Strict")
        .doesNotContainIgnoringCase("HttpOnly");
  }

  @Test
  void believesNoForwardingHeaderOfAStranger() {
    Reply reply =
        server
            .anonymous()
            .with("X-Forwarded-Proto", "https")
            .with("Forwarded", "proto=https")
            .post(REGISTER, RunningServer.registration(address));

    assertThat(setCookie(reply, "coda_access")).isNotEmpty().doesNotContain("Secure");
    assertThat(reply.header("Strict-Transport-Security")).isEmpty();
  }

  @Test
  void theDeviceCookieIsClosedToScriptsAndNamesNobody() {
    Reply reply = register();

    assertThat(setCookie(reply, "coda_device"))
        .contains("Path=/api/v1/auth;", "Max-Age=15552000", "SameSite=Strict")
        .containsIgnoringCase("HttpOnly");
    byte[] content = Base64.getUrlDecoder().decode(reply.cookies().getOrDefault("coda_device", ""));
    assertThat(new String(content, StandardCharsets.ISO_8859_1))
        .doesNotContain(address, "example.org");
  }

  @Test
  void refreshRotatesTheTokenAndKeepsTheUser() {
    Reply registered = register();

    Reply refreshed = refresh(registered.cookies());

    assertThat(refreshed.status()).isEqualTo(200);
    assertThat(refreshed.cookies().get("coda_refresh"))
        .isNotEqualTo(registered.cookies().get("coda_refresh"));
    assertThat(refreshed.json().path("user")).isEqualTo(registered.json().path("user"));
    assertThat(refresh(refreshed.cookies()).status()).isEqualTo(200);
  }

  @Test
  void twoTabsMayRefreshAtOnce() {
    Reply registered = register();

    Reply one = refresh(registered.cookies());
    Reply other = refresh(registered.cookies());

    assertThat(other.status()).isEqualTo(200);
    assertThat(refresh(one.cookies()).status()).isEqualTo(200);
    assertThat(refresh(other.cookies()).status()).isEqualTo(200);
  }

  @Test
  void givesTabsThatRefreshAtOnceTheSameToken() {
    Reply registered = register();

    Set<String> tokens =
        Stream.generate(
                () -> CompletableFuture.supplyAsync(() -> refresh(registered.cookies()), TABS))
            .limit(8)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .peek(reply -> assertThat(reply.status()).isEqualTo(200))
            .map(reply -> reply.cookies().getOrDefault("coda_refresh", ""))
            .collect(Collectors.toSet());

    assertThat(tokens).hasSize(1);
  }

  @Test
  void aTokenStolenWithinTheGraceEndsTheSignInOnceTheOwnerRefreshesAgain() {
    Reply registered = register();
    Reply owner = refresh(registered.cookies());
    Reply thief = refresh(registered.cookies());
    assertThat(thief.status()).isEqualTo(200);
    server.clock().advance(Duration.ofMinutes(14));

    Reply chain = refresh(thief.cookies());
    server.clock().advance(Duration.ofSeconds(11));

    assertThat(refresh(owner.cookies()).status()).isEqualTo(401);
    assertThat(refresh(chain.cookies()).status()).isEqualTo(401);
    String access = chain.json().path("access_token").asText();
    assertThat(server.anonymous().bearer(access).get(ME).status()).isEqualTo(401);
  }

  @Test
  void aRefreshTokenUsedAgainLaterEndsTheWholeSignIn() {
    Reply registered = register();
    Reply refreshed = refresh(registered.cookies());
    server.clock().advance(Duration.ofSeconds(11));

    assertThat(refresh(registered.cookies()).status()).isEqualTo(401);

    assertThat(refresh(refreshed.cookies()).status()).isEqualTo(401);
    String access = refreshed.json().path("access_token").asText();
    assertThat(server.anonymous().bearer(access).get(ME).status()).isEqualTo(401);
  }

  @Test
  void aRefreshTokenEndsAfterSevenDays() {
    Reply registered = register();
    server.clock().advance(Duration.ofDays(7).plusSeconds(1));

    assertThat(refresh(registered.cookies()).status()).isEqualTo(401);
  }

  @Test
  void refusesABrowserThatWouldDropTheCookiesAndSaysWhy() throws Exception {
    for (String path : List.of(REGISTER, LOGIN)) {
      String answer = postByName("192.0.2.7:8080", path, "Origin: http://192.0.2.7:8080");

      assertThat(answer).startsWith("HTTP/1.1 403").contains("https").contains("plain http");
    }
  }

  @Test
  void letsAProgramSignInOverPlainHttp() throws Exception {
    assertThat(postByName("coda.internal:8080", REGISTER, "Accept: */*"))
        .startsWith("HTTP/1.1 201")
        .contains("access_token");
  }

  @Test
  void letsAPageSignInBehindTlsThatTheServerDoesNotSee() throws Exception {
    assertThat(postByName("coda.example", REGISTER, "Origin: https://coda.example"))
        .startsWith("HTTP/1.1 201")
        .contains("Secure");
  }

  @Test
  void refreshWithoutATokenIs401() {
    assertThat(server.anonymous().post(REFRESH).status()).isEqualTo(401);
    assertThat(refresh(Map.of("coda_refresh", "made-up", "coda_csrf", "x")).status())
        .isEqualTo(401);
  }

  @Test
  void logoutEndsAccessAndRefreshTokensAndClearsCookies() {
    Reply registered = register();

    Reply reply = withCookies(registered.cookies()).post(LOGOUT);

    assertThat(reply.status()).isEqualTo(204);
    assertThat(setCookie(reply, "coda_access")).contains("Max-Age=0");
    assertThat(setCookie(reply, "coda_refresh")).contains("Max-Age=0");
    assertThat(setCookie(reply, "coda_csrf")).contains("Max-Age=0");
    assertThat(refresh(registered.cookies()).status()).isEqualTo(401);
    String access = registered.json().path("access_token").asText();
    assertThat(server.anonymous().bearer(access).get(ME).status()).isEqualTo(401);
  }

  @Test
  void logoutByBearerTokenEndsThatSignInAndNoOther() {
    register();
    String one = login("correct horse").json().path("access_token").asText();
    String other = login("correct horse").json().path("access_token").asText();

    assertThat(server.anonymous().bearer(one).post(LOGOUT).status()).isEqualTo(204);

    assertThat(server.anonymous().bearer(one).get(ME).status()).isEqualTo(401);
    assertThat(server.anonymous().bearer(other).get(ME).status()).isEqualTo(200);
  }

  @Test
  void logoutWithoutASignInIsFine() {
    assertThat(server.anonymous().post(LOGOUT).status()).isEqualTo(204);
  }

  private Reply register() {
    return server.anonymous().post(REGISTER, RunningServer.registration(address));
  }

  private Reply login(String password) {
    return server.anonymous().post(LOGIN, credentials(address, password));
  }

  private Reply refresh(Map<String, String> cookies) {
    return withCookies(cookies).post(REFRESH);
  }

  private ApiClient withCookies(Map<String, String> cookies) {
    return server
        .anonymous()
        .cookies(cookies)
        .with("X-CSRF-Token", String.valueOf(cookies.get("coda_csrf")));
  }

  private static String credentials(String address, String password) {
    return """
    {"email": "%s", "password": "%s"}\
    """
        .formatted(address, password);
  }

  private static String setCookie(Reply reply, String name) {
    return reply.headers().allValues("Set-Cookie").stream()
        .filter(line -> line.startsWith(name + "="))
        .findFirst()
        .orElse("");
  }

  private static String withoutTrace(Reply reply) {
    return reply.body().replaceFirst("\"trace_id\":\"[0-9a-f]*\"", "");
  }

  /** Sends a registration to the server by another of its names. */
  private String postByName(String host, String path, String header) throws IOException {
    String body = RunningServer.registration(address);
    if (path.equals(LOGIN)) {
      body = RunningServer.credentials(address);
    }
    try (Socket socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
      socket.setSoTimeout(20_000);
      String request =
          "POST %s HTTP/1.1\r\nHost: %s\r\n%s\r\nContent-Type: application/json\r\n"
                  .formatted(path, host, header)
              + "Connection: close\r\nContent-Length: %d\r\n\r\n%s".formatted(body.length(), body);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static long nanos(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }
}
