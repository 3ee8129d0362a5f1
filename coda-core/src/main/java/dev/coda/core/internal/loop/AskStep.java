package dev.coda.core.internal.loop;

import dev.coda.api.content.CleanText;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.Interrupt;
import dev.coda.api.event.RunPaused;
import dev.coda.api.tool.SignIn;
import dev.coda.core.tools.RegisteredTool;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Asks people about the calls that need an approval, after all others have run. Questions and pause
 * are stored together, so a question is never shown before its answer can be received.
 */
final class AskStep {
  /** Returns until when the run waits for people; empty if it need not. */
  Optional<Instant> ask(Turn turn, List<CheckedCall> calls) {
    List<CheckedCall> asking = asking(turn, calls);
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
    for (CheckedCall call : asking) {
      ApprovalRequired question = question(turn, call, expiry);
      events.add(question);
      interrupts.add(
          new Interrupt(
              question.callId(), question.toolName(), Objects.requireNonNull(question.reason())));
    }
    events.add(new RunPaused(interrupts));
    turn.events().commit(events);
    return Optional.of(expiry);
  }

  private static List<CheckedCall> asking(Turn turn, List<CheckedCall> calls) {
    List<CheckedCall> asking = List.of();
    for (CheckedCall call : calls) {
      if (call.verdict().question() != null || signIn(turn, call) != null) {
        asking = asking.isEmpty() ? new ArrayList<>(calls.size()) : asking;
        asking.add(call);
      }
    }
    return asking;
  }

  private static @Nullable SignIn signIn(Turn turn, CheckedCall call) {
    return turn.questions().signIn(call.asked().callId());
  }

  private static ApprovalRequired question(Turn turn, CheckedCall call, Instant expiry) {
    SignIn signIn = signIn(turn, call);
    RegisteredTool tool = Objects.requireNonNull(call.tool(), "only known tools are asked about");
    return new ApprovalRequired(
        call.asked().callId(),
        CleanText.clean(call.asked().toolName()),
        call.input(),
        expiry,
        tool.spec().callFingerprint(call.input()),
        signIn == null ? call.verdict().question() : ApprovalRequired.AUTH_REQUIRED,
        signIn);
  }
}
