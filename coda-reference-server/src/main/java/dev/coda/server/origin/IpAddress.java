package dev.coda.server.origin;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads and writes IP addresses without ever asking a name server. */
final class IpAddress {
  private static final int BITS_PER_BYTE = 8;
  private static final int NETWORK_BYTES = 64 / BITS_PER_BYTE;

  private IpAddress() {}

  /** Parses a literal address; returns null for anything else. */
  static @Nullable InetAddress parse(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    return bytes == null ? null : of(bytes);
  }

  /**
   * Parses an address as forwarding headers have it: possibly in quotes or brackets and with a port
   * behind. Returns null for anything else, such as {@code unknown}.
   */
  static @Nullable InetAddress parseNode(String node) {
    String text = node.strip();
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 ? null : parse(text.substring(1, end));
    }
    int colon = text.indexOf(':');
    boolean withPort = colon > 0 && colon == text.lastIndexOf(':');
    return parse(withPort ? text.substring(0, colon) : text);
  }

  /** Returns the one way to write an address. */
  static String text(InetAddress address) {
    return NetUtil.toAddressString(address);
  }

  /**
   * Returns the part of an address that its holder cannot choose: all of an IPv4 address, the first
   * 64 bits of an IPv6 address.
   */
  static String network(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return text(address);
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
    return text(of(bytes)) + "/64";
  }

  /** Creates an address; an IPv4 address inside an IPv6 one becomes the former. */
  private static InetAddress of(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not the length of an address: " + bytes.length, e);
    }
  }
}
