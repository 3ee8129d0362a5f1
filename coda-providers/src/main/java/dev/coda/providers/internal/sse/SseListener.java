package dev.coda.providers.internal.sse;

/** Receives the events of one stream, in order. Confined to one thread at a time. */
@FunctionalInterface
public interface SseListener {
  /** Receives one event, whose bytes are only valid until this returns. */
  void onEvent(SseEvent event);
}
