package dev.coda.bridge.http;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Knows which addresses are not on the public internet, from the IANA special-purpose registries
 * and the metadata services of cloud hosts.
 *
 * <p>In IPv6 only 2000::/3 is public, so everything else is special without being listed. Forms
 * that carry an IPv4 address are judged by the address they carry.
 */
final class SpecialAddresses {
  private static final List<AddressRange> IPV4 =
      ranges(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // carrier-grade NAT; 100.100.100.200 is Alibaba's metadata service
          "127.0.0.0/8", // loopback
          "168.63.129.16/32", // Azure's platform service
          "169.254.0.0/16", // link-local; 169.254.169.254 is the usual metadata service
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments; 192.0.0.192 is Oracle's metadata service
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, and broadcast

  private static final AddressRange IPV6_PUBLIC = AddressRange.parse("2000::/3");
  private static final List<AddressRange> IPV6 =
      ranges(
          "2001::/23", // protocol assignments, Teredo among them
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4
          "3fff::/20"); // documentation

  private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
  private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
  private static final byte[] ISATAP = {0, 0, 0x5e, (byte) 0xfe};
  private static final byte[] ISATAP_GLOBAL = {2, 0, 0x5e, (byte) 0xfe};

  private SpecialAddresses() {}

  /** Returns whether the address, of 4 or 16 bytes, is anything but public. */
  static boolean contains(byte[] address) {
    if (address.length == 4) {
      return within(IPV4, address);
    }
    if (Arrays.equals(address, 0, 12, MAPPED_PREFIX, 0, 12) || NAT64.contains(address)) {
      return within(IPV4, lastFour(address));
    }
    if (!IPV6_PUBLIC.contains(address) || within(IPV6, address)) {
      return true;
    }
    return isIsatap(address) && within(IPV4, lastFour(address));
  }

  private static boolean isIsatap(byte[] address) {
    return Arrays.equals(address, 8, 12, ISATAP, 0, 4)
        || Arrays.equals(address, 8, 12, ISATAP_GLOBAL, 0, 4);
  }

  private static byte[] lastFour(byte[] address) {
    return Arrays.copyOfRange(address, 12, 16);
  }

  private static boolean within(List<AddressRange> ranges, byte[] address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  private static List<AddressRange> ranges(String... texts) {
    return Stream.of(texts).map(AddressRange::parse).toList();
  }
}
