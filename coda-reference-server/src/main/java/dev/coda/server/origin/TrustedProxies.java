package dev.coda.server.origin;

import dev.coda.server.config.StartupException;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Property;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose forwarding headers are used: addresses and CIDR blocks of {@code
 * CODA_TRUSTED_PROXIES}. Immutable.
 */
@Context
public final class TrustedProxies {
  private final List<IpSubnetFilterRule> blocks;

  /**
   * Parses the setting.
   *
   * @throws StartupException if an entry is neither an address nor a CIDR block
   */
  TrustedProxies(@Property(name = "coda.trusted-proxies") @Nullable String setting) {
    this.blocks =
        setting == null
            ? List.of()
            : Arrays.stream(setting.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(TrustedProxies::block)
                .toList();
  }

  /** Returns whether a value is addresses and CIDR blocks separated by commas. */
  public static boolean isValid(String setting) {
    try {
      var _ = new TrustedProxies(setting);
      return true;
    } catch (StartupException e) {
      return false;
    }
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  /** Returns whether connections from an address are those of a proxy. */
  public boolean trusts(InetAddress address) {
    InetSocketAddress socket = new InetSocketAddress(address, 0);
    return blocks.stream().anyMatch(block -> block.matches(socket));
  }

  private static IpSubnetFilterRule block(String entry) {
    String[] parts = entry.split("/", 2);
    InetAddress address = IpAddress.parse(parts[0]);
    if (address == null) {
      throw wrong(entry, null);
    }
    try {
      int prefix =
          parts.length == 2
              ? Integer.parseUnsignedInt(parts[1])
              : address.getAddress().length * Byte.SIZE;
      return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
    } catch (IllegalArgumentException e) {
      throw wrong(entry, e);
    }
  }

  private static StartupException wrong(String entry, @Nullable Throwable cause) {
    return new StartupException(
        "CODA_TRUSTED_PROXIES has \""
            + entry
            + "\", which is neither an IP address nor a CIDR block such as 10.0.0.0/8.",
        cause);
  }
}
