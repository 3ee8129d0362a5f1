package dev.coda.server.run;

import dev.coda.api.event.RunEvent;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the events of one run in the form of a protocol, from the first to the last. Confined to
 * one thread at a time.
 */
public interface RunEncoder {
  /** Writes the frames of an event: none, one or several. */
  void write(RunEvent event, OutputStream out) throws IOException;

  /**
   * Returns whether the stream ends after the last event that was written, even if the run has not
   * ended.
   */
  default boolean isOver() {
    return false;
  }
}
