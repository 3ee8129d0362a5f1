package dev.coda.server.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.simple.SimpleHttpRequest;
import java.net.InetAddress;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestOriginsTest {
  private static final String CLIENT = "203.0.113.7";
  private static final String PROXY = "10.1.2.3";

  private final RequestOrigins origins =
      new RequestOrigins(new TrustedProxies("10.0.0.0/8, 2001:db8:1::/48"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: 198.51.100.9",
        "Forwarded: for=198.51.100.9;proto=https;host=evil.example",
        "X-Real-IP: 198.51.100.9",
        "X-Client-IP: 198.51.100.9",
        "True-Client-IP: 198.51.100.9",
        "CF-Connecting-IP: 198.51.100.9",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Port: 443"
      })
  void believesNoHeaderOfAnUntrustedConnection(String header) {
    RequestOrigin origin = origin(CLIENT, "Host: coda.example:8080", header);

    assertThat(origin.clientAddress()).isEqualTo(CLIENT);
    assertThat(origin.isSecure()).isFalse();
    assertThat(origin.url()).isEqualTo("http://coda.example:8080");
  }

  @Test
  void believesNobodyWithoutTheSetting() {
    for (@Nullable String setting : new @Nullable String[] {null, "", " , "}) {
      RequestOrigins nobody = new RequestOrigins(new TrustedProxies(setting));

      assertThat(origin(nobody, "127.0.0.1", "X-Forwarded-For: 198.51.100.9").clientAddress())
          .isEqualTo("127.0.0.1");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X-Forwarded-For: 198.51.100.9                            | 198.51.100.9
          X-Forwarded-For: 198.51.100.9:4711                       | 198.51.100.9
          X-Forwarded-For: 1.1.1.1, 198.51.100.9                   | 198.51.100.9
          X-Forwarded-For: 1.1.1.1, 198.51.100.9, 10.9.9.9         | 198.51.100.9
          X-Forwarded-For: 10.4.4.4, 10.9.9.9                      | 10.4.4.4
          X-Forwarded-For: 1.1.1.1, unknown, 10.9.9.9              | 10.9.9.9
          X-Forwarded-For: 1.1.1.1, unknown                        | 10.1.2.3
          X-Forwarded-For: ,                                       | 10.1.2.3
          X-Forwarded-For: ::ffff:198.51.100.9                     | 198.51.100.9
          X-Forwarded-For: 2001:DB8:2::1                           | 2001:db8:2::1
          X-Forwarded-For: [2001:db8:2::1]:4711                    | 2001:db8:2::1
          X-Forwarded-For: 198.51.100.9, 2001:db8:1::5             | 198.51.100.9
          Forwarded: for=198.51.100.9                              | 198.51.100.9
          Forwarded: For="[2001:db8:2::1]:4711";proto=https        | 2001:db8:2::1
          Forwarded: for=1.1.1.1, for=198.51.100.9;by=10.1.2.3     | 198.51.100.9
          Forwarded: for="1.1.1.1, for=2.2.2.2", for=198.51.100.9  | 198.51.100.9
          Forwarded: for=_hidden                                   | 10.1.2.3
          X-Real-IP: 198.51.100.9                                  | 10.1.2.3
          """)
  void followsTheChainFromTheNearestProxyToTheFirstUntrustedHop(String header, String client) {
    assertThat(origin(PROXY, header).clientAddress()).isEqualTo(client);
  }

  @Test
  void readsRepeatedHeadersAsOneList() {
    assertThat(
            origin(PROXY, "X-Forwarded-For: 1.1.1.1", "X-Forwarded-For: 198.51.100.9")
                .clientAddress())
        .isEqualTo("198.51.100.9");
  }

  @Test
  void doesNotChooseBetweenTwoHeadersThatDisagree() {
    assertThat(
            origin(PROXY, "X-Forwarded-For: 198.51.100.9", "Forwarded: for=1.1.1.1")
                .clientAddress())
        .isEqualTo(PROXY);
    assertThat(
            origin(PROXY, "X-Forwarded-For: 198.51.100.9", "Forwarded: for=198.51.100.9")
                .clientAddress())
        .isEqualTo("198.51.100.9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X-Forwarded-Proto: https                             | https://coda.example
          X-Forwarded-Proto: HTTPS                             | https://coda.example
          X-Forwarded-Proto: wss                               | https://coda.example
          X-Forwarded-Proto: http                              | http://coda.example
          X-Forwarded-Proto: https, http                       | http://coda.example
          X-Forwarded-Host: Chat.Example:8443                  | http://chat.example:8443
          X-Forwarded-Host: <script>                           | http://coda.example
          Forwarded: for=198.51.100.9;proto=https;host=a.test  | https://a.test
          Forwarded: proto=https, for=10.9.9.9;proto=http      | https://coda.example
          """)
  void takesSchemeAndHostFromATrustedProxy(String header, String url) {
    assertThat(origin(PROXY, "Host: coda.example", header).url()).isEqualTo(url);
  }

  @Test
  void takesTheSchemeOfTheClientsOwnHop() {
    RequestOrigin origin =
        origin(
            PROXY,
            "Host: coda.example",
            "X-Forwarded-For: 1.1.1.1, 198.51.100.9, 10.9.9.9",
            "X-Forwarded-Proto: https, http, https",
            "X-Forwarded-Host: evil.example, coda.example, inner.example",
            "X-Forwarded-Port: 80");

    assertThat(origin.url()).isEqualTo("http://coda.example:80");
  }

  @Test
  void countsANetworkOfIpv6AsOneClient() {
    assertThat(origin("2001:db8:2:3:4:5:6:7").clientNetwork()).isEqualTo("2001:db8:2:3::/64");
    assertThat(origin("2001:db8:2:3:ffff::1").clientNetwork()).isEqualTo("2001:db8:2:3::/64");
    assertThat(origin("::ffff:203.0.113.7").clientNetwork()).isEqualTo(CLIENT);
    assertThat(origin(CLIENT).clientNetwork()).isEqualTo(CLIENT);
  }

  @Test
  void readsAnyHeaderWithoutAnException() {
    Random random = new Random(7);
    String alphabet = "for=\"\\;,:[]%. 1a_-\u00e9";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder value = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        value.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      RequestOrigin origin =
          origin(
              PROXY,
              "X-Forwarded-For: " + value,
              "X-Forwarded-Host: " + value,
              "X-Forwarded-Port: " + value,
              "X-Forwarded-Proto: " + value,
              "Host: " + value);

      assertThat(origin(PROXY, "Forwarded: " + value).clientAddress()).isNotEmpty();
      assertThat(origin.clientAddress()).isNotEmpty();
      assertThat(origin.isForeign(value.toString())).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://coda.example, false",
    "https://CODA.example:443, false",
    "http://coda.example, false",
    "http://coda.example:8080, true",
    "https://coda.example.evil.test, true",
    "https://evil.test, true",
    "https://coda.example@evil.test, true",
    "null, true",
    "'', true",
    "chrome-extension://coda.example, true"
  })
  void comparesPagesWithTheHost(String page, boolean foreign) {
    assertThat(origin(CLIENT, "Host: coda.example").isForeign(page)).isEqualTo(foreign);
  }

  @Test
  void takesAPageWithoutTlsForForeignBehindTls() {
    RequestOrigin origin = origin(PROXY, "Host: coda.example", "X-Forwarded-Proto: https");

    assertThat(origin.isForeign("https://coda.example")).isFalse();
    assertThat(origin.isForeign("http://coda.example")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:8080", "127.0.0.1:1", "127.1.2.3", "[::1]:8080"})
  void takesNamesOfTheOwnMachineForOneSite(String host) {
    RequestOrigin origin = origin("127.0.0.1", "Host: " + host);

    assertThat(origin.isLocal()).isTrue();
    assertThat(origin.isForeign("http://localhost:5173")).isFalse();
    assertThat(origin.isForeign("http://localhost.evil.test")).isTrue();
  }

  private RequestOrigin origin(String connection, String... headers) {
    return origin(origins, connection, headers);
  }

  private static RequestOrigin origin(
      RequestOrigins origins, String connection, String... headers) {
    MutableHttpRequest<?> request = new SimpleHttpRequest<>(HttpMethod.GET, "/", "");
    for (String header : headers) {
      int colon = header.indexOf(':');
      request.getHeaders().add(header.substring(0, colon), header.substring(colon + 1).strip());
    }
    return origins.of(InetAddress.ofLiteral(connection), request);
  }
}
