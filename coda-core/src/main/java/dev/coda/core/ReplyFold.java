package dev.coda.core;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunPaused;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunSettings;
import dev.coda.api.event.RunStarted;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.message.Message;
import dev.coda.core.internal.answer.AnswerSchema;
import dev.coda.core.internal.answer.AnswerText;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a run's events to their end: passes text on, has approvals decided, and keeps what the
 * answer consists of. Confined to one thread at a time.
 */
final class ReplyFold {
  private final Coda coda;
  private final Reply reply;
  private final TextView view;
  private final RunProjection projection = new RunProjection();
  private final Map<CallId, Approval> asked = new LinkedHashMap<>();
  private @Nullable RunSettings settings;

  ReplyFold(Coda coda, Reply reply, TextListener listener) {
    this.coda = coda;
    this.reply = reply;
    this.view = new TextView(listener);
  }

  Answer answer() {
    Iterator<RunEvent> events = reply.run().events(0);
    while (events.hasNext()) {
      RunEvent event = events.next();
      projection.apply(event);
      view.apply(event);
      if (event.payload() instanceof RunStarted started) {
        settings = started.settings();
      } else if (event.payload() instanceof ApprovalRequired request) {
        Approval approval = new Approval(reply.run(), request);
        asked.put(request.callId(), approval);
        if (ApprovalRequired.ELICITATION.equals(request.reason())) {
          decide(List.of(approval));
        }
      } else if (event.payload() instanceof RunPaused paused && reply.isWaiting(event)) {
        decide(Reply.open(paused, asked));
      } else if (event.payload() instanceof RunFinished end) {
        return ended(end);
      }
    }
    throw new IllegalStateException(
        Thread.currentThread().isInterrupted()
            ? "The thread was interrupted while it waited for run %s, which continues."
                .formatted(reply.id())
            : "The events of run %s ended before the run did; its agent is closed."
                .formatted(reply.id()));
  }

  private void decide(List<Approval> open) {
    if (coda.approver() == null) {
      throw new ApprovalRequiredException(reply, open);
    }
    for (Approval approval : open) {
      try {
        coda.approver().accept(approval);
      } catch (CodaException e) {
        // Somebody else was quicker, or the run has ended meanwhile: there is nothing to decide.
        if (e.kind() != FailureKind.CONFLICT && e.kind() != FailureKind.NOT_FOUND) {
          throw e;
        }
      }
    }
  }

  private @Nullable JsonNode json(Message message) {
    JsonNode schema = settings == null ? null : settings.responseSchema();
    return schema == null ? null : AnswerSchema.read(AnswerText.last(message), schema);
  }

  private Answer ended(RunFinished end) {
    String text = projection.answer().map(Message::text).orElse("");
    if (end.status() == RunStatus.COMPLETED && projection.answer().isPresent()) {
      Message message = projection.answer().get();
      return Answer.of(reply.id(), message, end, json(message));
    }
    if (end.status() == RunStatus.CANCELLED) {
      throw new RunFailedException(
          reply.id(), new ErrorInfo(FailureKind.CANCELLED.code(), "The run was cancelled."), text);
    }
    throw new RunFailedException(
        reply.id(),
        projection
            .error()
            .orElseGet(() ->
                new ErrorInfo(FailureKind.INTERNAL.code(), "The run ended without an answer.")),
        text);
  }
}
