package dev.coda.core.internal.loop;

import dev.coda.api.content.CleanText;
import dev.coda.api.event.ToolProgressed;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.tool.ToolProgress;
import org.jspecify.annotations.Nullable;

/** Writes a call's progress to its run's log. Thread-safe. */
record CallProgress(EventSink events, CallId callId) implements ToolProgress {
  private static final int LONGEST_MESSAGE = 2_000;

  @Override
  public void report(String message, @Nullable Integer percent) {
    events.emit(new ToolProgressed(callId, shown(message), percent));
  }

  @Override
  public void nested(RunId child, String message) {
    events.emit(new ToolProgressed(callId, shown(message), null, child));
  }

  private static String shown(String message) {
    return CleanText.shortened(CleanText.clean(message), LONGEST_MESSAGE);
  }
}
