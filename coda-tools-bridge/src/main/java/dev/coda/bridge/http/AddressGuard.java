package dev.coda.bridge.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which addresses may be called: public ones, and those that the operator allowed.
 *
 * <p>A URL's text does not show where a connection goes, so the guard checks the resolved address
 * of a name, and checks again when the connection is opened. Immutable.
 */
public final class AddressGuard {
  private final List<Allowed> allowed;

  private AddressGuard(List<Allowed> allowed) {
    this.allowed = allowed;
  }

  /**
   * Permits public addresses only.
   *
   * @return the guard
   */
  public static AddressGuard publicOnly() {
    return new AddressGuard(List.of());
  }

  /**
   * Permits public addresses and the given ones. An entry is an IP address or a block of addresses,
   * with or without a port, such as {@code 127.0.0.1:8090}, {@code [::1]:8090}, {@code 10.1.0.0/16}
   * or {@code 10.1.0.0/16:443}.
   *
   * @param entries the permitted addresses
   * @return the guard
   * @throws IllegalArgumentException if an entry has another form; names are not accepted, since
   *     their addresses can change
   */
  public static AddressGuard allowing(List<String> entries) {
    return new AddressGuard(entries.stream().map(Allowed::parse).toList());
  }

  /**
   * {@return the reason for which a URL's host is refused because of its spelling; empty for names
   * and for addresses in their usual form} Some resolvers read {@code 2130706433}, {@code 0x7f.1}
   * and {@code 127.1} as addresses, and others as names.
   *
   * @param host the host
   */
  public static Optional<String> unusualSpelling(String host) {
    return HostNames.isAmbiguousNumber(host)
        ? Optional.of(host + " is an unusual spelling of an IP address; write four decimal numbers")
        : Optional.empty();
  }

  /**
   * {@return whether a connection to this address and port is permitted}
   *
   * @param address the address
   * @param port the port
   */
  public boolean permits(InetAddress address, int port) {
    byte[] bytes = address.getAddress();
    return !SpecialAddresses.contains(bytes)
        || allowed.stream().anyMatch(entry -> entry.matches(bytes, port));
  }

  private record Allowed(AddressRange range, @Nullable Integer port) {
    static Allowed parse(String entry) {
      String text = entry.strip();
      try {
        if (text.startsWith("[")) {
          int end = text.indexOf(']');
          String rest = text.substring(end + 1);
          int colon = rest.lastIndexOf(':');
          String bits = colon < 0 ? rest : rest.substring(0, colon);
          AddressRange range = AddressRange.parse(text.substring(1, end) + bits);
          return new Allowed(range, colon < 0 ? null : port(rest.substring(colon + 1)));
        }
        int colon = text.indexOf(':');
        if (colon >= 0 && colon == text.lastIndexOf(':')) {
          String address = text.substring(0, colon);
          return new Allowed(AddressRange.parse(address), port(text.substring(colon + 1)));
        }
        return new Allowed(AddressRange.parse(text), null);
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new IllegalArgumentException(
            "allowed address '%s' is not an IP address or block with an optional port, such as"
                    .formatted(entry)
                + " 127.0.0.1:8090 or 10.1.0.0/16",
            e);
      }
    }

    private static int port(String text) {
      int port = Integer.parseInt(text);
      if (port < 1 || port > 65535) {
        throw new IllegalArgumentException("a port is 1 to 65535");
      }
      return port;
    }

    boolean matches(byte[] address, int dialledPort) {
      return range.contains(address) && (port == null || port == dialledPort);
    }
  }
}
