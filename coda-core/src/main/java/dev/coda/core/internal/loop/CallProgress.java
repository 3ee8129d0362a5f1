package dev.coda.core.internal.loop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CleanText;
import dev.coda.api.content.JsonSize;
import dev.coda.api.event.ToolProgressed;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.tool.NestedQuestion;
import dev.coda.api.tool.ToolProgress;
import org.jspecify.annotations.Nullable;

/** Writes a call's progress to its run's log. Thread-safe. */
record CallProgress(EventSink events, CallId callId) implements ToolProgress {
  private static final int LONGEST_MESSAGE = 2_000;

  /** In bytes of JSON: the log of the run that asks has the complete value. */
  private static final int LONGEST_INPUT = 16 << 10;

  @Override
  public void report(String message, @Nullable Integer percent) {
    events.emit(new ToolProgressed(callId, shown(message), percent));
  }

  @Override
  public void nested(RunId child, String message) {
    events.emit(new ToolProgressed(callId, shown(message), null, child));
  }

  @Override
  public void asks(RunId child, String message, NestedQuestion question) {
    JsonNode input = question.input();
    boolean isLong = input != null && JsonSize.of(input) > LONGEST_INPUT;
    events.emit(
        new ToolProgressed(
            callId, shown(message), null, child, isLong ? question.withoutInput() : question));
  }

  private static String shown(String message) {
    return CleanText.shortened(CleanText.clean(message), LONGEST_MESSAGE);
  }
}
