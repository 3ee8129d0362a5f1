package dev.coda.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server whose clients all come through a proxy that it trusts. */
class BehindProxyTest {
  private static final String REGISTER = "/api/v1/auth/register";
  private static final String LOGIN = "/api/v1/auth/login";
  private static final String REFRESH = "/api/v1/auth/refresh";
  private static final String LOGOUT = "/api/v1/auth/logout";
  private static final String ME = "/api/v1/auth/me";

  @TempDir static Path folder;
  private static ServerProcess process;
  private static ApiClient server;
  private static int clients;

  /** Each test is another client. */
  private final String client = "203.0.113." + ++clients;

  @BeforeAll
  static void start() {
    process =
        ServerProcess.start(
            Map.of(
                "CODA_PORT", "0",
                "CODA_DATA_DIR", folder.toString(),
                "CODA_TRUSTED_PROXIES", "127.0.0.1, ::1",
                "CODA_REGISTRATIONS_PER_CLIENT", "3"));
    server = ApiClient.of(process.awaitReady());
    Thread.ofVirtual().start(process::awaitEnd);
  }

  @AfterAll
  static void stop() {
    process.close();
  }

  @Test
  void bindsCookiesToTheHostOverTls() {
    Reply reply = register(RunningServer.newAddress());

    assertThat(reply.cookies())
        .containsOnlyKeys(
            "__Host-coda_access", "__Host-coda_refresh", "__Host-coda_csrf", "__Host-coda_device");
    assertThat(reply.headers().allValues("Set-Cookie"))
        .allSatisfy(line ->
            assertThat(line)
                .contains("Secure", "Path=/;", "SameSite=Strict")
                .doesNotContain("Domain"));
    assertThat(reply.header("Strict-Transport-Security")).isNotEmpty();
  }

  @Test
  void signsInAndOutWithTheseCookies() {
    Reply registered = register(RunningServer.newAddress());

    assertThat(proxy().cookies(registered.cookies()).get(ME).status()).isEqualTo(200);
    Reply refreshed = browser(registered.cookies()).post(REFRESH);
    assertThat(refreshed.status()).isEqualTo(200);
    Reply out = browser(refreshed.cookies()).post(LOGOUT);
    assertThat(out.status()).isEqualTo(204);
    assertThat(out.cookies())
        .containsOnlyKeys("__Host-coda_access", "__Host-coda_refresh", "__Host-coda_csrf");
  }

  @Test
  void ignoresCookiesWithoutThePrefixOverTls() {
    Map<String, String> tossed = new LinkedHashMap<>();
    register(RunningServer.newAddress())
        .cookies()
        .forEach((name, value) -> tossed.put(name.replace("__Host-", ""), value));

    assertThat(proxy().cookies(tossed).get(ME).status()).isEqualTo(401);
    assertThat(
            proxy()
                .cookies(tossed)
                .with("X-CSRF-Token", tossed.getOrDefault("coda_csrf", ""))
                .post(REFRESH)
                .status())
        .isEqualTo(401);
  }

  @Test
  void takesPagesOfTheForwardedHostForItsOwn() {
    Reply registered = register(RunningServer.newAddress());
    ApiClient browser = browser(registered.cookies());

    Reply foreign = browser.with("Origin", "https://evil.coda.example").post(REFRESH);

    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.code()).isEqualTo("csrf_failed");
    assertThat(browser.with("Origin", "http://coda.example").post(REFRESH).status()).isEqualTo(403);
    assertThat(browser.with("Origin", "https://coda.example").post(REFRESH).status())
        .isEqualTo(200);
  }

  @Test
  void refusesRegistrationsBeyondTheLimitOfAClient() {
    for (int i = 0; i < 3; i++) {
      assertThat(register(RunningServer.newAddress()).status()).isEqualTo(201);
    }

    Reply refused = register(RunningServer.newAddress());

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("rate_limited");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 1200);
    assertThat(
            proxy()
                .with("X-Forwarded-For", "198.51.100.1")
                .post(REGISTER, RunningServer.registration(RunningServer.newAddress()))
                .status())
        .isEqualTo(201);
  }

  @Test
  void countsTheAddressesOfAnIpv6NetworkAsOneClient() {
    for (int i = 1; i <= 3; i++) {
      assertThat(registerFrom("2001:db8:7:7:" + i + "::1").status()).isEqualTo(201);
    }

    assertThat(registerFrom("2001:db8:7:7:ffff::9").status()).isEqualTo(429);
    assertThat(registerFrom("2001:db8:7:8::1").status()).isEqualTo(201);
  }

  @Test
  void countsTakenAddressesAsRegistrations() {
    String address = RunningServer.newAddress();
    List<Integer> statuses =
        List.of(
            register(address).status(),
            register(address).status(),
            register(address).status(),
            register(address).status());

    assertThat(statuses).containsExactly(201, 409, 409, 429);
  }

  @Test
  void countsNoRegistrationThatIsNotValid() {
    for (int i = 0; i < 5; i++) {
      assertThat(proxy().post(REGISTER, "{\"email\": \"a@b.c\", \"password\": \"x\"}").status())
          .isEqualTo(400);
    }

    assertThat(register(RunningServer.newAddress()).status()).isEqualTo(201);
  }

  @Test
  void doesNotLetAClientChooseItsAddress() {
    String address = RunningServer.newAddress();
    register(address);
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      // The proxy appends the real address to what the client sent.
      Reply reply =
          proxy()
              .with("X-Forwarded-For", "198.51.100." + i + ", 203.0.113.200")
              .post(LOGIN, credentials("nobody" + i + "@example.org"));
      refused += reply.status() == 429 ? 1 : 0;
    }

    assertThat(refused).isBetween(9, 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void refusesPagesThatCouldNotKeepTheCookies(String scheme) {
    Reply reply =
        proxy()
            .with("X-Forwarded-Proto", scheme)
            .with("Origin", scheme + "://coda.example")
            .post(REGISTER, RunningServer.registration(RunningServer.newAddress()));

    assertThat(reply.status()).isEqualTo(scheme.equals("http") ? 403 : 201);
    assertThat(reply.body().contains("plain http")).isEqualTo(scheme.equals("http"));
  }

  private ApiClient proxy() {
    return server
        .with("X-Forwarded-For", client)
        .with("X-Forwarded-Proto", "https")
        .with("X-Forwarded-Host", "coda.example");
  }

  private Reply register(String address) {
    return proxy().post(REGISTER, RunningServer.registration(address));
  }

  private Reply registerFrom(String client) {
    return proxy()
        .with("X-Forwarded-For", client)
        .post(REGISTER, RunningServer.registration(RunningServer.newAddress()));
  }

  private ApiClient browser(Map<String, String> cookies) {
    return proxy()
        .cookies(cookies)
        .with("X-CSRF-Token", cookies.getOrDefault("__Host-coda_csrf", ""));
  }

  private static String credentials(String address) {
    return RunningServer.credentials(address);
  }
}
