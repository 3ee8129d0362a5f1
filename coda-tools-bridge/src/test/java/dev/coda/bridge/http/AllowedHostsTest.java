package dev.coda.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.error.FailureKind;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the hop, a tool reaches its own host and those it was allowed, and leaves https never.
 */
final class AllowedHostsTest {
  @ParameterizedTest
  @CsvSource({
    "https://service.example:8443/x, true",
    "https://service.example/x, true",
    "https://cdn.example/x, true",
    "https://a.files.example/x, true",
    "https://a.b.files.example/x, true",
    "https://files.example/x, false",
    "https://evilfiles.example/x, false",
    "https://sub.service.example/x, false",
    "https://service.example.evil.example/x, false",
    "https://cdn.example:8444/x, false",
    "http://service.example/x, false",
    "http://cdn.example/x, false"
  })
  void permitsOwnHostAndAllowedOnes(String target, boolean permitted) {
    AllowedHosts hosts =
        AllowedHosts.of(
            HttpUrl.get("https://service.example:8443/start"),
            Set.of("CDN.example", "*.files.example"));

    assertThat(hosts.permits(HttpUrl.get(target))).isEqualTo(permitted);
  }

  @Test
  void judgesEachHopByTheToolsOwnAddressNotByTheLastHop() throws Exception {
    Redirects redirects =
        new Redirects(
            HttpEndpoint.builder("GET", "https://service.example/")
                .allowedHost("cdn.example")
                .build());
    Request first = get("https://service.example/");

    Request second = redirects.follow(first, redirect(first, "https://cdn.example/"), Set.of());

    assertThat(second.url().host()).isEqualTo("cdn.example");
    assertRefused(redirects, second, "https://sub.cdn.example/");
    assertRefused(redirects, second, "http://cdn.example/");
    assertRefused(redirects, second, "http://service.example/");
  }

  @Test
  void leavesHttpsNotEvenWhereTheToolItselfBeganWithHttp() throws Exception {
    Redirects redirects =
        new Redirects(HttpEndpoint.builder("GET", "http://service.example/").build());
    Request first = get("http://service.example/");

    Request second = redirects.follow(first, redirect(first, "https://service.example/"), Set.of());

    assertRefused(redirects, second, "http://service.example/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://{host}/x",
        "https://{host}.service.example/x",
        "https://service.{top}/x",
        "https://%7Bhost%7D/x",
        "https://service.example:{port}/x",
        "https://{user}@service.example/x",
        "{scheme}://service.example/x"
      })
  void letsNoArgumentChooseTheHost(String url) {
    assertThatThrownBy(() -> HttpEndpoint.builder("GET", url))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertRefused(Redirects redirects, Request from, String target) {
    assertThatThrownBy(() -> redirects.follow(from, redirect(from, target), Set.of()))
        .isInstanceOfSatisfying(
            RefusedRedirectException.class,
            refused -> assertThat(refused.kind()).isEqualTo(FailureKind.ADDRESS_REFUSED));
  }

  private static Request get(String url) {
    return new Request.Builder().url(url).build();
  }

  private static Response redirect(Request request, String target) {
    return new Response.Builder()
        .request(request)
        .protocol(Protocol.HTTP_1_1)
        .code(302)
        .message("Found")
        .header("Location", target)
        .build();
  }
}
