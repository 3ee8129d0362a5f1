package dev.coda.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

final class ConnectionLimitsTest {
  private final ConnectionLimits limits = new ConnectionLimits(5, 2);

  @Test
  void boundsConnectionsOfOneClient() {
    assertThat(limits.admit(client("192.0.2.1"))).isTrue();
    assertThat(limits.admit(client("192.0.2.1"))).isTrue();
    assertThat(limits.admit(client("192.0.2.1"))).isFalse();
    assertThat(limits.admit(client("192.0.2.2"))).isTrue();
    assertThat(limits.open()).isEqualTo(3);
  }

  @Test
  void boundsConnectionsInAll() {
    for (int i = 0; i < 5; i++) {
      assertThat(limits.admit(client("192.0.2." + i))).isTrue();
    }
    assertThat(limits.admit(client("192.0.2.9"))).isFalse();
    assertThat(limits.admit(InetAddress.getLoopbackAddress())).isFalse();
  }

  @Test
  void admitsAgainWhatWasReleased() {
    limits.admit(client("192.0.2.1"));
    limits.admit(client("192.0.2.1"));
    limits.release(client("192.0.2.1"));

    assertThat(limits.admit(client("192.0.2.1"))).isTrue();
  }

  @Test
  void countsNetworkOfIpv6AsOneClient() {
    assertThat(limits.admit(client("2001:db8:0:1::1"))).isTrue();
    assertThat(limits.admit(client("2001:db8:0:1:ffff::2"))).isTrue();
    assertThat(limits.admit(client("2001:db8:0:1::3"))).isFalse();
    assertThat(limits.admit(client("2001:db8:0:2::1"))).isTrue();
  }

  @Test
  void countsThisMachineInAllOnly() {
    for (int i = 0; i < 5; i++) {
      assertThat(limits.admit(InetAddress.getLoopbackAddress())).isTrue();
    }
    assertThat(limits.admit(InetAddress.getLoopbackAddress())).isFalse();
  }

  @Test
  void remembersNoClientThatHasLeft() {
    limits.admit(client("192.0.2.1"));
    limits.admit(client("192.0.2.1"));
    limits.admit(client("192.0.2.1"));
    limits.release(client("192.0.2.1"));
    limits.release(client("192.0.2.1"));

    assertThat(limits.clients()).isZero();
    assertThat(limits.open()).isZero();
  }

  private static InetAddress client(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
