package dev.coda.bridge.http;

import java.net.UnknownHostException;

/**
 * Thrown for an address that must not be called. Its type is the one that a DNS lookup may throw.
 */
final class RefusedAddressException extends UnknownHostException {
  RefusedAddressException(String message) {
    super(message);
  }
}
