package dev.coda.server.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.server.config.StartupException;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1, true",
    "10.0.0.1, 10.0.0.2, false",
    "10.0.0.7/8, 10.200.3.4, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "0.0.0.0/0, 203.0.113.7, true",
    "0.0.0.0/0, ::1, false",
    "::1, ::1, true",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "::ffff:10.0.0.1, 10.0.0.1, true"
  })
  void trustsAddressesAndBlocks(String setting, String address, boolean trusted) {
    assertThat(new TrustedProxies(setting).trusts(InetAddress.ofLiteral(address)))
        .isEqualTo(trusted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy.example",
        "10.0.0.1/33",
        "10.0.0.0/x",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "2001:db8::/129",
        "10.0.0",
        "10.0.0.1:80",
        "*",
        "10.0.0.1 10.0.0.2"
      })
  void refusesAnythingElseInASentence(String entry) {
    assertThatThrownBy(() -> new TrustedProxies("127.0.0.1," + entry))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("CODA_TRUSTED_PROXIES")
        .hasMessageContaining("\"" + entry + "\"");
  }
}
