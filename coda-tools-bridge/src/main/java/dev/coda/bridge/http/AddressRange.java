package dev.coda.bridge.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A block of addresses: those that share the first bits with its base. */
final class AddressRange {
  private final byte[] base;
  private final int bits;

  private AddressRange(byte[] base, int bits) {
    if (bits < 0 || bits > base.length * 8) {
      throw new IllegalArgumentException("a prefix length is 0 to " + base.length * 8);
    }
    this.base = base;
    this.bits = bits;
  }

  /**
   * Parses {@code 10.0.0.0/8} or {@code fc00::/7}; a single address without a length.
   *
   * @throws IllegalArgumentException if it is neither; names are not looked up
   */
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    byte[] base = literal(slash < 0 ? text : text.substring(0, slash));
    try {
      int bits = slash < 0 ? base.length * 8 : Integer.parseInt(text.substring(slash + 1));
      return new AddressRange(base, bits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' has no prefix length after '/'", e);
    }
  }

  boolean contains(byte[] address) {
    if (address.length != base.length) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (address[i] != base[i]) {
        return false;
      }
    }
    int rest = bits % 8;
    return rest == 0 || ((address[whole] ^ base[whole]) & 0xff) >>> (8 - rest) == 0;
  }

  private static byte[] literal(String text) {
    boolean ipv4 = text.matches("\\d{1,3}(\\.\\d{1,3}){3}") && !HostNames.isAmbiguousNumber(text);
    boolean ipv6 = text.contains(":") && text.matches("[0-9a-fA-F:.]+");
    if (!ipv4 && !ipv6) {
      throw new IllegalArgumentException("'" + text + "' is not an IP address");
    }
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'" + text + "' is not an IP address", e);
    }
  }
}
