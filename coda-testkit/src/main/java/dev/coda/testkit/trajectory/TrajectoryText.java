package dev.coda.testkit.trajectory;

import dev.coda.api.error.ErrorInfo;
import dev.coda.api.event.AttemptReset;
import dev.coda.api.event.AttemptStarted;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.EventCodec;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.ReasoningDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunStarted;
import dev.coda.api.event.StepTaken;
import dev.coda.api.event.ToolCallDelta;
import dev.coda.api.event.ToolCallRequested;
import dev.coda.api.event.ToolFinished;
import java.util.List;
import java.util.Locale;

/** Writes a run's events for people. Confined to one thread at a time. */
final class TrajectoryText {
  private static final int WIDTH = 160;

  private final StringBuilder out = new StringBuilder();
  private final StringBuilder streamed = new StringBuilder();
  private String open = "";
  private long openSince;

  private TrajectoryText() {}

  static String of(List<RunEvent> events) {
    TrajectoryText text = new TrajectoryText();
    events.forEach(text::add);
    text.closeStream();
    return text.out.toString();
  }

  private void add(RunEvent event) {
    EventPayload payload = event.payload();
    if (payload instanceof ContentDelta content) {
      stream(event, "text", content.delta());
    } else if (payload instanceof ReasoningDelta reasoning) {
      stream(event, "reasoning", reasoning.delta());
    } else if (!(payload instanceof ToolCallDelta)) {
      closeStream();
      line(event.seq(), payload.type(), describe(payload));
    }
  }

  private void stream(RunEvent event, String kind, String delta) {
    if (!open.equals(kind)) {
      closeStream();
      open = kind;
      openSince = event.seq();
    }
    streamed.append(delta);
  }

  private void closeStream() {
    if (!open.isEmpty()) {
      line(openSince, open, '"' + streamed.toString() + '"');
      streamed.setLength(0);
      open = "";
    }
  }

  private static String describe(EventPayload payload) {
    if (payload instanceof RunStarted started) {
      return started.modelProvider() + "/" + started.modelName();
    }
    if (payload instanceof AttemptStarted attempt) {
      return "%s/%s, attempt %d".formatted(attempt.provider(), attempt.model(), attempt.attempt());
    }
    if (payload instanceof AttemptReset reset) {
      return reset.reason();
    }
    if (payload instanceof ToolCallRequested call) {
      return call.toolName() + " " + call.input();
    }
    if (payload instanceof ToolFinished result) {
      Object said = result.output() == null ? result.error() : result.output();
      return "%s %s in %d ms: %s"
          .formatted(result.toolName(), word(result.status()), result.executionTimeMs(), said);
    }
    if (payload instanceof StepTaken step) {
      return step.stepType() + ": " + step.content();
    }
    return payload instanceof RunFinished end ? describe(end) : EventCodec.payloadJson(payload);
  }

  private static String describe(RunFinished end) {
    ErrorInfo error = end.error();
    return "%s (%s), %d tokens in, %d out%s%s"
        .formatted(
            word(end.status()),
            end.reason(),
            end.usage().input(),
            end.usage().output(),
            end.costUsd() == null ? "" : ", $" + end.costUsd().toPlainString(),
            error == null ? "" : ", " + error.code() + ": " + error.message());
  }

  /** Returns a constant as it is written in JSON. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void line(long seq, String type, String what) {
    String shown = what.length() <= WIDTH ? what : what.substring(0, WIDTH) + "…";
    out.append("%5d  %-18s %s%n".formatted(seq, type, shown.replace("\n", "\\n")));
  }
}
