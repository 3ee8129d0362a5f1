package dev.coda.core.internal.loop;

import dev.coda.api.content.CleanText;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.Interrupt;
import dev.coda.api.event.RunPaused;
import dev.coda.core.tools.RegisteredTool;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Asks people about the calls that need it, once everything else has run. Questions and pause are
 * stored together: nobody is asked before an answer can be taken.
 */
final class AskStep {
  /** Returns until when the run waits for people; empty if it need not. */
  Optional<Instant> ask(Turn turn, List<SelectedCall> calls) {
    List<SelectedCall> asking = asking(calls);
    if (asking.isEmpty()) {
      return Optional.empty();
    }
    if (turn.cancelSignal().isCancelled()) {
      throw new CancellationException("cancelled before people were asked");
    }
    Instant expiry =
        turn.services()
            .clock()
            .instant()
            .plus(turn.gate().approvalTime())
            .truncatedTo(ChronoUnit.MILLIS);
    List<EventPayload> events = new ArrayList<>();
    List<Interrupt> interrupts = new ArrayList<>();
    for (SelectedCall call : asking) {
      ApprovalRequired question = question(call, expiry);
      events.add(question);
      interrupts.add(
          new Interrupt(
              question.callId(),
              question.toolName(),
              Objects.requireNonNull(call.verdict().question())));
    }
    events.add(new RunPaused(interrupts));
    turn.events().commit(events);
    return Optional.of(expiry);
  }

  private static List<SelectedCall> asking(List<SelectedCall> calls) {
    List<SelectedCall> asking = List.of();
    for (SelectedCall call : calls) {
      if (call.verdict().question() != null) {
        asking = asking.isEmpty() ? new ArrayList<>(calls.size()) : asking;
        asking.add(call);
      }
    }
    return asking;
  }

  private static ApprovalRequired question(SelectedCall call, Instant expiry) {
    RegisteredTool tool = Objects.requireNonNull(call.tool(), "only known tools are asked about");
    return new ApprovalRequired(
        call.asked().callId(),
        CleanText.clean(call.asked().toolName()),
        call.input(),
        expiry,
        tool.spec().callFingerprint(call.input()),
        call.verdict().question());
  }
}
