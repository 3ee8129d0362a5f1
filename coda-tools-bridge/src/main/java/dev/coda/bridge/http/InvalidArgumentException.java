package dev.coda.bridge.http;

/** Says, in a sentence for the model, which argument cannot be sent and why. */
final class InvalidArgumentException extends Exception {
  InvalidArgumentException(String message) {
    super(message);
  }
}
