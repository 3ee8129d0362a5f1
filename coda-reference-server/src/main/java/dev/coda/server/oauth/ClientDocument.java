package dev.coda.server.oauth;

import dev.coda.bridge.http.AddressGuard;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The address of this server's client id metadata document. An authorization server on the internet
 * can read it only if this server is there too. Immutable.
 */
final class ClientDocument {
  static final String PATH = "/oauth/client";

  private static final int HTTPS = 443;
  private static final AddressGuard PUBLIC = AddressGuard.publicOnly();

  private ClientDocument() {}

  /** Returns the document's address; empty if it is not https, or its host is not public. */
  static Optional<URI> address(URI redirect) {
    return "https".equals(redirect.getScheme()) && isPublic(redirect.getHost())
        ? Optional.of(redirect.resolve(PATH))
        : Optional.empty();
  }

  private static boolean isPublic(String host) {
    try {
      return Stream.of(InetAddress.getAllByName(host))
          .allMatch(address -> PUBLIC.permits(address, HTTPS));
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
