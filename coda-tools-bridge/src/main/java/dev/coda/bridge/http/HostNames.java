package dev.coda.bridge.http;

import java.util.regex.Pattern;

/** Rules for a URL's host as it is written, before it is resolved. */
final class HostNames {
  private static final Pattern OCTET = Pattern.compile("0|[1-9]\\d{0,2}");
  private static final Pattern NUMBER = Pattern.compile("\\d+|0[xX][0-9a-fA-F]*");

  private static final Pattern DOTTED = Pattern.compile("\\d+(\\.\\d+){3}");

  private HostNames() {}

  /** Returns whether the host is an address itself, or the name that always means this machine. */
  static boolean needsNoLookup(String host) {
    return host.contains(":") || host.equals("localhost") || DOTTED.matcher(host).matches();
  }

  /**
   * Returns whether some resolver would read the host as an IPv4 address although it is not written
   * as four plain decimal numbers: {@code 2130706433}, {@code 0x7f.1}, {@code 0177.0.0.1}, {@code
   * 127.1}, {@code 127.0.0.1.}. As in the URL standard, a host whose last label is a number is an
   * address.
   */
  static boolean isAmbiguousNumber(String host) {
    String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String[] labels = bare.split("\\.", -1);
    if (!NUMBER.matcher(labels[labels.length - 1]).matches()) {
      return false;
    }
    if (labels.length != 4 || !bare.equals(host)) {
      return true;
    }
    for (String label : labels) {
      if (!OCTET.matcher(label).matches() || Integer.parseInt(label) > 255) {
        return true;
      }
    }
    return false;
  }
}
