package dev.coda.bridge.http;

import java.net.UnknownHostException;

/** An address must not be dialled. Its type is the one that a DNS lookup may throw. */
final class RefusedAddressException extends UnknownHostException {
  RefusedAddressException(String message) {
    super(message);
  }
}
