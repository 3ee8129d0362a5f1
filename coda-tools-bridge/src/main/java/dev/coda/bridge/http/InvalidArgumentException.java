package dev.coda.bridge.http;

/** An argument cannot be sent; the message for the model names it and the reason. */
final class InvalidArgumentException extends Exception {
  InvalidArgumentException(String message) {
    super(message);
  }
}
