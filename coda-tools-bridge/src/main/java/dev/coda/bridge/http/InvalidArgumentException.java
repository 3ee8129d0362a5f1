package dev.coda.bridge.http;

/** An argument cannot be sent; the message tells the model which and why. */
final class InvalidArgumentException extends Exception {
  InvalidArgumentException(String message) {
    super(message);
  }
}
