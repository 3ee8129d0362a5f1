package dev.coda.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.secret.Secrets;
import dev.coda.testkit.time.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceCookiesTest {
  private final FakeClock clock = FakeClock.at(Instant.parse("2026-11-26T12:00:00Z"));
  private final DeviceCookies cookies = cookies("0123456789abcdef".repeat(4));
  private final String cookie = cookies.issue("a@b.c", null);

  @Test
  void knowsADeviceForItsOwnAddressOnly() {
    assertThat(cookies.device("a@b.c", cookie)).isPresent();
    assertThat(cookies.device("d@e.f", cookie)).isEmpty();
  }

  @Test
  void givesEachDeviceAnId() {
    assertThat(cookies.device("a@b.c", cookies.issue("a@b.c", null)))
        .isNotEqualTo(cookies.device("a@b.c", cookie));
  }

  @Test
  void keepsTheIdOfADeviceThatSignsInAgain() {
    clock.advance(Duration.ofDays(100));

    String again = cookies.issue("a@b.c", cookie);

    assertThat(again).isNotEqualTo(cookie);
    assertThat(cookies.device("a@b.c", again)).isEqualTo(cookies.device("a@b.c", cookie));
  }

  @Test
  void givesADeviceThatSignsInToAnotherAddressAnotherId() {
    String other = cookies.issue("d@e.f", cookie);

    assertThat(cookies.device("d@e.f", other))
        .isPresent()
        .isNotEqualTo(cookies.device("a@b.c", cookie));
  }

  @Test
  void forgetsADeviceAfterHalfAYear() {
    clock.advance(Duration.ofDays(181));

    assertThat(cookies.device("a@b.c", cookie)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a@b.c", "!!!", "AAAA", "%00"})
  void refusesNonsense(String value) {
    assertThat(cookies.device("a@b.c", value)).isEmpty();
  }

  @Test
  void refusesACookieWithAnyChange() {
    for (int i = 0; i < cookie.length() - 1; i++) {
      char other = cookie.charAt(i) == 'A' ? 'B' : 'A';
      String changed = cookie.substring(0, i) + other + cookie.substring(i + 1);

      assertThat(cookies.device("a@b.c", changed)).as("position %d", i).isEmpty();
    }
  }

  @Test
  void refusesACookieOfAnotherServer() {
    assertThat(cookies("another secret ".repeat(4)).device("a@b.c", cookie)).isEmpty();
  }

  private DeviceCookies cookies(String secret) {
    return new DeviceCookies(new Secrets(secret, List.of("unused")), clock);
  }
}
