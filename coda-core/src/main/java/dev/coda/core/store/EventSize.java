package dev.coda.core.store;

import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.EventCodec;
import dev.coda.api.event.ReasoningDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.ToolCallDelta;

/** How many bytes an event takes as JSON, about. */
public final class EventSize {
  /** The JSON around a delta, its ids included. */
  private static final int FRAME = 200;

  private EventSize() {}

  /**
   * Returns about how many bytes an event takes as JSON. Streamed text, of which there are most, is
   * taken at one byte a character and is not written to find out.
   */
  public static int of(RunEvent event) {
    if (event.payload() instanceof ContentDelta text && text.metadata() == null) {
      return FRAME + text.delta().length();
    }
    if (event.payload() instanceof ReasoningDelta thought && thought.state() == null) {
      return FRAME + thought.delta().length();
    }
    if (event.payload() instanceof ToolCallDelta arguments) {
      return FRAME + arguments.delta().length();
    }
    return FRAME + EventCodec.payloadJson(event.payload()).length();
  }
}
