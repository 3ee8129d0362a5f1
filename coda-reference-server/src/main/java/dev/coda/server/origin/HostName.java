package dev.coda.server.origin;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host and, if it is given, a port, as in a {@code Host} header. Immutable.
 *
 * @param name in lower case, an IPv6 address in brackets
 * @param port digits, or empty
 */
record HostName(String name, String port) {
  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9._-]{1,255})(?::(\\d{1,5}))?");
  private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

  /** Parses a host; returns null for text that is not one. */
  static @Nullable HostName parse(@Nullable String text) {
    Matcher form = FORM.matcher(text == null ? "" : text.strip());
    if (!form.matches()) {
      return null;
    }
    String port = form.group(2);
    return new HostName(form.group(1).toLowerCase(Locale.ROOT), port == null ? "" : port);
  }

  /** Returns the port in a text, empty if there is none. */
  static String portOf(String text) {
    HostName host = parse(text);
    return host == null ? "" : host.port();
  }

  /** Returns whether this name leads to the client's own machine, whatever name servers say. */
  boolean isLocal() {
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("[::1]")
        || LOOPBACK.matcher(name).matches();
  }

  /** Returns the port, given or of the scheme. */
  String effectivePort(boolean secure) {
    return port.isEmpty() ? (secure ? "443" : "80") : port;
  }

  @Override
  public String toString() {
    return port.isEmpty() ? name : name + ":" + port;
  }
}
