package dev.coda.core.loop;

import dev.coda.api.event.ToolProgressed;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.tool.ToolProgress;
import dev.coda.core.context.CleanText;
import org.jspecify.annotations.Nullable;

/** Writes a call's progress to its run's log. Thread-safe. */
record CallProgress(EventSink events, CallId callId) implements ToolProgress {
  @Override
  public void report(String message, @Nullable Integer percent) {
    events.emit(new ToolProgressed(callId, CleanText.clean(message), percent));
  }

  @Override
  public void nested(RunId child, String message) {
    events.emit(new ToolProgressed(callId, CleanText.clean(message), null, child));
  }
}
