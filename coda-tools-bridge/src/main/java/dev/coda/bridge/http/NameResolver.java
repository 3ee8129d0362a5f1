package dev.coda.bridge.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks up the addresses of a host name. Thread-safe. */
@FunctionalInterface
public interface NameResolver {
  /**
   * {@return the name's addresses in the order in which to try them}
   *
   * @param host the host
   * @throws UnknownHostException if it has none
   */
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /**
   * Uses the resolver of the operating system.
   *
   * @return the resolver
   */
  static NameResolver system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
