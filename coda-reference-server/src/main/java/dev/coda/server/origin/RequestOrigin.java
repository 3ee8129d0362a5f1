package dev.coda.server.origin;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * How a request reached the server: from which address, over TLS or not, under which name.
 * Immutable.
 *
 * @param clientAddress the client's address; "unknown" if the connection has none
 * @param clientNetwork the same for IPv4, the /64 network of an IPv6 address: its holder has all of
 *     them, so whatever counts clients counts networks
 * @param isSecure whether the client used TLS
 */
public record RequestOrigin(
    String clientAddress, String clientNetwork, boolean isSecure, HostName host) {

  /** Returns whether the client named its own machine, as a browser beside the server does. */
  public boolean isLocal() {
    return host.isLocal();
  }

  /** Returns the scheme, host and port that the client used. */
  public String url() {
    return (isSecure ? "https" : "http") + "://" + host;
  }

  /**
   * Returns whether a page with this {@code Origin} is another site's. Two names of the client's
   * own machine are one site, so that a development server may be in front. A page over TLS is this
   * site's even where the server sees no TLS, for a proxy that is not known here may end it.
   */
  public boolean isForeign(String origin) {
    URI uri;
    try {
      uri = new URI(origin);
    } catch (URISyntaxException malformed) {
      return true;
    }
    HostName page = HostName.parse(uri.getRawAuthority());
    String scheme = uri.getScheme();
    boolean securePage = "https".equalsIgnoreCase(scheme);
    if (page == null || !(securePage || "http".equalsIgnoreCase(scheme))) {
      return true;
    }
    if (page.isLocal() && isLocal()) {
      return false;
    }
    return (isSecure && !securePage)
        || !page.name().equals(host.name())
        || !page.effectivePort(securePage).equals(host.effectivePort(securePage));
  }
}
