package dev.coda.bridge.oauth;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A server to which users sign in. Its text form shows no secret. Immutable.
 *
 * @param name its name in the configuration
 * @param url its address
 * @param clientId the id under which the application is registered with the server's authorization
 *     server; null to register there when a user signs in
 * @param clientSecret the secret that belongs to the id; null for none
 * @param scopes the scopes to request; empty for those of the server's metadata
 * @param allowedAddresses addresses that it and its authorization server may have although they are
 *     not public
 */
public record ProtectedServer(
    String name,
    URI url,
    @Nullable String clientId,
    @Nullable String clientSecret,
    List<String> scopes,
    List<String> allowedAddresses) {
  /** Validates the components and copies the lists. */
  public ProtectedServer {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(url, "url");
    scopes = List.copyOf(scopes);
    allowedAddresses = List.copyOf(allowedAddresses);
    if (clientSecret != null && clientId == null) {
      throw new IllegalArgumentException("a client secret needs a client id");
    }
  }

  @Override
  public String toString() {
    return name + " at " + url.getScheme() + "://" + url.getRawAuthority();
  }
}
