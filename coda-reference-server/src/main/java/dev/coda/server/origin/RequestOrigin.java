package dev.coda.server.origin;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * How a request reached the server: the client's address, whether TLS was used, and the name of the
 * server. Immutable.
 *
 * @param clientAddress the client's address; "unknown" if the connection has none
 * @param clientNetwork the same address for IPv4, and the /64 network of an IPv6 address. Clients
 *     are counted by it, since the holder of a network can use all of its addresses
 * @param isSecure whether the client used TLS
 */
public record RequestOrigin(
    String clientAddress, String clientNetwork, boolean isSecure, HostName host) {

  /** Returns whether the client used a name of its own machine, such as {@code localhost}. */
  public boolean isLocal() {
    return host.isLocal();
  }

  /** Returns the scheme, host and port that the client used. */
  public String url() {
    return (isSecure ? "https" : "http") + "://" + host;
  }

  /** Returns a link of this server as an address that any program can open. */
  public String link(String link) {
    return URI.create(url() + "/").resolve(link).toString();
  }

  /**
   * Returns whether a page with this {@code Origin} belongs to another site. All names of the
   * client's own machine are one site, so that a development server can be used. A page over TLS
   * belongs to this site even if the server is reached without TLS, since a proxy that the server
   * does not know may terminate TLS.
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
