package dev.coda.server.run;

import dev.coda.api.event.RunEvent;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the events of one run as a protocol has them, from the first to the last. Confined to one
 * thread at a time.
 */
public interface RunEncoder {
  /** Writes what an event becomes: nothing, one frame or several. */
  void write(RunEvent event, OutputStream out) throws IOException;

  /** Returns whether the stream ends with what was written last, although the run may not have. */
  default boolean isOver() {
    return false;
  }
}
