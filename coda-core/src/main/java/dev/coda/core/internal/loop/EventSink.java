package dev.coda.core.internal.loop;

import dev.coda.api.event.EventPayload;
import dev.coda.api.event.RunProjection;
import java.util.List;
import java.util.function.Function;

/** Receives the events of a run, in order. Thread-safe. */
public interface EventSink {
  /**
   * Publishes an event at once or, if it changes rows, as soon as it is stored: with the next
   * commit. Streamed text is stored in larger pieces.
   */
  void emit(EventPayload payload);

  /** Stores events with everything before them in one transaction, then shows them. */
  void commit(List<EventPayload> payloads);

  /** Returns whether the run may have viewers in this process. */
  boolean isWatched();

  /** Reads the state that the events so far have led to. The function must not keep it. */
  <T> T read(Function<RunProjection, T> question);

  /** Stores one event with everything before it, then shows it. */
  default void commit(EventPayload payload) {
    commit(List.of(payload));
  }
}
