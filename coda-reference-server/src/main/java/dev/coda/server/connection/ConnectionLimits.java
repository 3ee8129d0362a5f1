package dev.coda.server.connection;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts open connections, in all and by client. A client is an IPv4 address or an IPv6 network of
 * 64 bits, which is what one household or host gets. Clients on this machine count in all only: a
 * reverse proxy beside the server brings everybody's connections. Thread-safe.
 */
final class ConnectionLimits {
  private static final int IPV6_NETWORK_BYTES = 8;

  private final int most;
  private final int mostPerClient;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<Client, Integer> byClient = new ConcurrentHashMap<>();

  ConnectionLimits(int most, int mostPerClient) {
    this.most = most;
    this.mostPerClient = mostPerClient;
  }

  /** Counts a connection, unless it is one too many. One that is admitted is released once. */
  boolean admit(InetAddress address) {
    if (open.incrementAndGet() > most) {
      open.decrementAndGet();
      return false;
    }
    if (!address.isLoopbackAddress()
        && byClient.merge(Client.of(address), 1, Integer::sum) > mostPerClient) {
      release(address);
      return false;
    }
    return true;
  }

  void release(InetAddress address) {
    open.decrementAndGet();
    if (!address.isLoopbackAddress()) {
      byClient.computeIfPresent(
          Client.of(address), (client, count) -> count == 1 ? null : count - 1);
    }
  }

  /** Returns how many connections are open. */
  int open() {
    return open.get();
  }

  /** Returns how many clients have a connection. */
  int clients() {
    return byClient.size();
  }

  private record Client(ByteBuffer network) {
    static Client of(InetAddress address) {
      byte[] bytes = address.getAddress();
      return new Client(
          ByteBuffer.wrap(
              address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes));
    }
  }
}
