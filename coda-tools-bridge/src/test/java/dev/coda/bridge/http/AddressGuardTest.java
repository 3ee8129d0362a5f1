package dev.coda.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.ToolResult;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class AddressGuardTest {
  /** Names as an attacker would register them. */
  private static final Map<String, String> NAMES =
      Map.of(
          "localhost", "127.0.0.1",
          "localhost.", "127.0.0.1",
          "api.localhost", "127.0.0.1",
          "innocent.example", "10.0.0.5",
          "innocent6.example", "::1",
          "mapped.example", "::ffff:169.254.169.254",
          "metadata.google.internal", "169.254.169.254",
          "metadata", "169.254.169.254",
          "127.0.0.1.nip.example", "127.0.0.1",
          "nat64.example", "64:ff9b::a9fe:a9fe");

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Loopback.
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "127.255.255.254",
        "2130706433",
        "0x7f000001",
        "0x7F000001",
        "0X7f.0.0.1",
        "0x7f.0x0.0x0.0x1",
        "017700000001",
        "0177.0.0.1",
        "0177.0.0.01",
        "127.0.0.01",
        "127.0.0.0x1",
        "127.00.0.1",
        "127.0.0.1.",
        "2130706433.",
        "%31%32%37.0.0.1",
        "127%2E0%2E0%2E1",
        "127。0。0。1",
        "127．0．0．1",
        "１２７.0.0.1",
        "①②⑦.⓪.⓪.①",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "api.localhost",
        "127.0.0.1.nip.example",
        // This network, and what some systems take for this machine.
        "0",
        "0.0.0.0",
        "0x0",
        "000000000",
        "0.0.0.1",
        // IPv6 loopback and unspecified.
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[0000:0000:0000:0000:0000:0000:0000:0001]",
        "[::]",
        "[::127.0.0.1]",
        // IPv4 inside IPv6.
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:7f00:0001]",
        "[::FFFF:10.0.0.1]",
        "[::ffff:a9fe:a9fe]",
        "[::ffff:0:127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b::a9fe:a9fe]",
        "[64:ff9b:1::a9fe:a9fe]",
        "[2002:7f00:1::]",
        "[2002:a9fe:a9fe::1]",
        "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
        "[2a00::5efe:127.0.0.1]",
        "[2a00::200:5efe:10.0.0.1]",
        // Private.
        "10.0.0.1",
        "10.255.255.255",
        "167772161",
        "012.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "192.168.1",
        "0xc0a80001",
        "[fc00::1]",
        "[fd12:3456:789a::1]",
        "innocent.example",
        "innocent6.example",
        // Link-local and metadata services.
        "169.254.169.254",
        "169.254.43518",
        "2852039166",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "[fe80::1]",
        "[fe80::a9fe:a9fe]",
        "[fd00:ec2::254]",
        "metadata",
        "metadata.google.internal",
        "mapped.example",
        "nat64.example",
        "168.63.129.16",
        "192.0.0.192",
        "100.100.100.200",
        // Carrier-grade NAT, benchmarks, documentation, multicast, reserved, broadcast.
        "100.64.0.1",
        "100.127.255.255",
        "198.18.0.1",
        "192.0.2.1",
        "198.51.100.7",
        "203.0.113.9",
        "192.88.99.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "[ff02::1]",
        "[2001:db8::1]",
        "[3fff::1]",
        "[fec0::1]",
        "[100::1]"
      })
  void refusesEverySpellingOfAnAddressThatIsNotPublic(String host) {
    for (String url : List.of("http://" + host + "/x", "https://" + host + ":8443/x")) {
      try (HttpToolClient client = HttpToolClient.builder().resolver(this::resolve).build()) {
        ToolResult result =
            Calls.tool(client, "POST", url).execute(Calls.json("{}"), Calls.context());

        assertThat(result.failure()).as(url).isEqualTo(FailureKind.ADDRESS_REFUSED);
        assertThat(result.message()).isEqualTo("The address of probe may not be called.");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://[fe80::1%25eth0]/",
        "http://[fe80::1%eth0]/",
        "http://[::1",
        "http://user@127.0.0.1/",
        "http://example.com@127.0.0.1/",
        "http://user:password@example.com/",
        "http://:@example.com/",
        "http://@example.com/",
        "http://{host}/x",
        "http://{host}.example.com/x",
        "http://exa mple.com/",
        "http:///x y",
        "file:///etc/passwd",
        "ftp://example.com/",
        "gopher://example.com/",
        "jar:http://example.com!/",
        "//example.com/",
        "example.com",
        ""
      })
  void acceptsNoUrlWhoseHostCouldBeReadInTwoWays(String url) {
    assertThatThrownBy(() -> HttpEndpoint.builder("GET", url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("url ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "198.20.0.1",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2a00:1450:4001::200e",
        "64:ff9b::808:808"
      })
  void permitsPublicAddresses(String address) throws Exception {
    assertThat(AddressGuard.publicOnly().permits(ip(address), 443)).isTrue();
  }

  @Test
  void permitsWhatTheOperatorNamedAndNothingBesideIt() throws Exception {
    AddressGuard guard =
        AddressGuard.allowing(
            List.of("127.0.0.1:8090", "10.1.0.0/16", "10.2.0.0/16:443", "[::1]:8090", "fd00::/8"));

    assertThat(guard.permits(ip("127.0.0.1"), 8090)).isTrue();
    assertThat(guard.permits(ip("127.0.0.1"), 8091)).isFalse();
    assertThat(guard.permits(ip("127.0.0.2"), 8090)).isFalse();
    assertThat(guard.permits(ip("10.1.255.1"), 1)).isTrue();
    assertThat(guard.permits(ip("10.2.0.1"), 443)).isTrue();
    assertThat(guard.permits(ip("10.2.0.1"), 80)).isFalse();
    assertThat(guard.permits(ip("10.3.0.1"), 443)).isFalse();
    assertThat(guard.permits(ip("::1"), 8090)).isTrue();
    assertThat(guard.permits(ip("::1"), 80)).isFalse();
    assertThat(guard.permits(ip("fd12::1"), 80)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:8090",
        "127.1",
        "10.0.0.0/33",
        "127.0.0.1:0",
        "127.0.0.1:x",
        "[::1]:70000",
        "10.0.0.0/",
        "0x7f.0.0.1"
      })
  void acceptsNoExceptionThatIsNoAddress(String entry) {
    assertThatThrownBy(() -> AddressGuard.allowing(List.of(entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allowed address");
  }

  @Test
  void dialsOnlyTheAddressItCheckedWhenANameChangesItsAnswer() throws Exception {
    try (EvilServer permitted =
            new EvilServer((self, socket) -> self.send(socket, "HTTP/1.1 204 No Content\r\n\r\n"));
        EvilServer internal = new EvilServer(EvilServer::waitForHangUp)) {
      AtomicInteger lookups = new AtomicInteger();
      // The guard permits the first answer and not the second; each call makes a single lookup.
      NameResolver rebinding =
          host -> List.of(ip(lookups.getAndIncrement() % 2 == 0 ? "127.0.0.1" : "127.0.0.2"));
      try (HttpToolClient client =
          HttpToolClient.builder()
              .guard(Calls.loopback(permitted.port()))
              .resolver(rebinding)
              .build()) {
        HttpTool tool =
            Calls.tool(client, "POST", "http://rebinding.example:" + permitted.port() + "/");

        assertThat(tool.execute(Calls.json("{}"), Calls.context()).isOk()).isTrue();
        assertThat(lookups).hasValue(1);
        client.close();
        assertThat(tool.execute(Calls.json("{}"), Calls.context()).failure())
            .isEqualTo(FailureKind.ADDRESS_REFUSED);
        assertThat(lookups).hasValue(2);

        HttpTool other =
            Calls.tool(client, "POST", "http://rebinding.example:" + internal.port() + "/");
        assertThat(other.execute(Calls.json("{}"), Calls.context()).failure())
            .isEqualTo(FailureKind.ADDRESS_REFUSED);
        assertThat(internal.requests()).isZero();
      }
    }
  }

  @Test
  void dialsThePublicOnesWhereANameHasBothKinds() throws Exception {
    NameResolver mixed = host -> List.of(ip("10.0.0.1"), ip("8.8.8.8"));

    CallScope scope = new CallScope(Calls.context(), Duration.ofSeconds(5), Clock.systemUTC());
    assertThat(new GuardedDns(mixed, AddressGuard.publicOnly(), 443, scope).lookup("mixed.example"))
        .containsExactly(ip("8.8.8.8"));
  }

  @Test
  void inheritsNoProxyFromItsSurroundings() throws Exception {
    try (EvilServer proxy = new EvilServer(EvilServer::waitForHangUp);
        EvilServer service =
            new EvilServer((self, socket) -> self.send(socket, "HTTP/1.1 204 No Content\r\n\r\n"));
        HttpToolClient client = Calls.client(service.port(), proxy.port())) {
      System.setProperty("http.proxyHost", "127.0.0.1");
      System.setProperty("http.proxyPort", String.valueOf(proxy.port()));
      System.setProperty("http.nonProxyHosts", "");
      try {
        ToolResult result =
            Calls.tool(client, "POST", service.url()).execute(Calls.json("{}"), Calls.context());

        assertThat(result.isOk()).isTrue();
        assertThat(proxy.requests()).isZero();
      } finally {
        System.clearProperty("http.proxyHost");
        System.clearProperty("http.proxyPort");
        System.clearProperty("http.nonProxyHosts");
      }
    }
  }

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    String address = NAMES.get(host);
    if (address == null) {
      throw new AssertionError("the guard asked for '" + host + "'");
    }
    return List.of(ip(address));
  }

  private static InetAddress ip(String address) throws UnknownHostException {
    return InetAddress.getByName(address);
  }
}
