package dev.coda.core.internal.loop;

import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.MessageEnd;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunStatus;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.message.Message;
import dev.coda.api.message.ToolCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes how a run ends, and works out its last events: open tool calls are closed, the message
 * is closed, and the terminal event is last. Only the calls that a completed run leaves to its
 * client stay open. Immutable.
 *
 * @param reason such as {@code stop}, {@code error}, {@code interrupted}
 * @param error the reason for its failure; null unless it failed
 * @param took since the start of the run
 * @param timeToFirstTokenMs null if there was no token, or it is unknown
 */
public record RunEnding(
    RunStatus status,
    String reason,
    @Nullable ErrorInfo error,
    Duration took,
    @Nullable Long timeToFirstTokenMs) {

  /** Returns the events that end a run whose log has led to this state. */
  public List<EventPayload> events(RunProjection run) {
    List<EventPayload> events = new ArrayList<>();
    BigDecimal cost = run.costUsd().orElse(null);
    run.answer().ifPresent(answer -> close(answer, run, cost, events));
    events.add(new RunFinished(status, reason, run.usage(), cost, error));
    return events;
  }

  private void close(
      Message answer, RunProjection run, @Nullable BigDecimal cost, List<EventPayload> events) {
    int part = run.nextPart();
    for (ToolCall call : run.toolCalls()) {
      if (!call.status().isFinal() && status != RunStatus.COMPLETED) {
        events.add(closed(call, part++));
      }
    }
    String finishReason = status == RunStatus.CANCELLED ? "cancelled" : reason;
    events.add(
        new MessageEnd(
            answer.id(), run.usage(), cost, finishReason, took.toMillis(), timeToFirstTokenMs));
  }

  private static ToolFinished closed(ToolCall call, int part) {
    boolean started = call.status() == ToolStatus.RUNNING;
    return new ToolFinished(
        call.messageId(),
        part,
        call.id(),
        call.toolName(),
        started ? ToolStatus.UNKNOWN : ToolStatus.ERROR,
        null,
        started
            ? "The run ended during this call; whether it had an effect is unknown."
            : "The run ended before this call.",
        0,
        null);
  }
}
