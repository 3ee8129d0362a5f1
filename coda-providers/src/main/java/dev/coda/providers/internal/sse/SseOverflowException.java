package dev.coda.providers.internal.sse;

/** Reports that a line or an event is longer than the reader may hold. Immutable. */
public final class SseOverflowException extends RuntimeException {
  SseOverflowException(int limit) {
    super("an event of the stream is longer than " + limit + " bytes");
  }
}
