package dev.coda.bridge.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import okhttp3.Dns;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a name once and returns only the permitted addresses, so that a name that changes its
 * answer between a check and a connection has no effect.
 *
 * <p>A lookup that hangs is abandoned when the call ends first.
 */
final class GuardedDns implements Dns {
  private final NameResolver resolver;
  private final AddressGuard guard;
  private final int port;
  private final CallScope scope;

  GuardedDns(NameResolver resolver, AddressGuard guard, int port, CallScope scope) {
    this.resolver = resolver;
    this.guard = guard;
    this.port = port;
    this.scope = scope;
  }

  @Override
  public @NonNull List<InetAddress> lookup(@NonNull String host) throws UnknownHostException {
    if (HostNames.isAmbiguousNumber(host)) {
      throw new RefusedAddressException(host + " is an unusual spelling of an IP address");
    }
    List<InetAddress> found = resolve(host);
    List<InetAddress> permitted =
        found.stream().filter(address -> guard.permits(address, port)).toList();
    if (permitted.isEmpty() && !found.isEmpty()) {
      throw new RefusedAddressException(host + " has no permitted address on port " + port);
    }
    return permitted;
  }

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    try {
      return scope.waitFor(NameLookups.SHARED.start(resolver, host));
    } catch (UnknownHostException e) {
      throw e;
    } catch (IOException e) {
      UnknownHostException unknown = new UnknownHostException(host + ": " + e.getMessage());
      unknown.initCause(e);
      throw unknown;
    }
  }

  /** The client shares connections between calls whose way of resolving is equal. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof GuardedDns dns
        && dns.resolver.equals(resolver)
        && dns.guard.equals(guard)
        && dns.port == port;
  }

  @Override
  public int hashCode() {
    return Objects.hash(resolver, guard, port);
  }
}
