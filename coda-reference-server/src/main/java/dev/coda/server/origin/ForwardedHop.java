package dev.coda.server.origin;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What one proxy wrote down of the request it received. Immutable.
 *
 * @param from the address the request came from; null if it is not given or not an address
 * @param scheme the scheme of that request
 * @param host the host and port that the request named
 */
record ForwardedHop(@Nullable InetAddress from, @Nullable String scheme, @Nullable String host) {}
