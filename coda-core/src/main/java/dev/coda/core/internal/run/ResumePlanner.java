package dev.coda.core.internal.run;

import dev.coda.api.content.Role;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.AttemptReset;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.MessageStart;
import dev.coda.api.event.RunResumed;
import dev.coda.api.event.RunSettings;
import dev.coda.api.event.RunStarted;
import dev.coda.api.id.MessageId;
import dev.coda.api.message.Message;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Session;
import dev.coda.core.internal.context.Branch;
import dev.coda.core.internal.loop.CallSettings;
import dev.coda.core.internal.loop.RunModels;
import dev.coda.core.internal.loop.RunReplay;
import dev.coda.core.internal.loop.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans how claimed runs are resumed: from the requests in their logs, the stored conversation, and
 * the models with their users' keys. Thread-safe.
 */
final class ResumePlanner {
  private final AgentParts parts;
  private final BranchReader branches;
  private final ModelSelection models;
  private final RunSettingsMapper settings;

  ResumePlanner(
      AgentParts parts, BranchReader branches, ModelSelection models, RunSettingsMapper settings) {
    this.parts = parts;
    this.branches = branches;
    this.models = models;
    this.settings = settings;
  }

  /**
   * Returns whether the time of a run is over.
   *
   * @throws StoreException if its log is damaged
   */
  boolean isOverdue(HeldRun run) {
    Duration time = Duration.ofMillis(settings.of(opening(run)).timeoutMs());
    return time.compareTo(run.replay().atWork()) <= 0;
  }

  /**
   * Plans a run; nothing is stored yet.
   *
   * @param why is stored first
   * @throws dev.coda.api.error.CodaException if something it needs no longer exists; then the run
   *     is unchanged
   */
  RunPlan plan(HeldRun run, RunResumed why) {
    RunRecord row = run.row();
    RunStarted started = opening(run);
    Session session = parts.session(row.userId(), row.sessionId());
    RunSettings kept = settings.of(started);
    CallSettings calls = settings.calls(kept, settings.parameters(kept));
    Branch history =
        branches.stored(
            row.userId(), row.sessionId(), started.userMessageId(), started.content() != null);
    RunModels asked =
        models.of(
            row.model(),
            row.userId(),
            row.sessionId(),
            parts.credentials().apply(row.userId()),
            () -> {});
    Optional<MessageId> begun = run.replay().projection().answer().map(Message::id);
    MessageId answer = begun.orElseGet(() -> MessageId.next(parts.services().ids()));
    List<EventPayload> first = new ArrayList<>();
    first.add(why);
    if (begun.isEmpty()) {
      first.add(
          new MessageStart(
              answer, started.userMessageId(), Role.ASSISTANT, asked.chat().first().toString()));
    }
    if (run.wasCut()) {
      // The text of an interrupted model call is withdrawn, since the call is repeated.
      first.add(new AttemptReset(answer, run.replay().point().part(), "resumed"));
    }
    RunCommit opening = run.add(first, parts.now());
    RunReplay replay = run.replay();
    return new RunPlan(
        run,
        opening,
        new Turn.Identity(
            row.userId(),
            row.sessionId(),
            row.id(),
            answer,
            parts.services().clock().instant().minus(replay.atWork())),
        session,
        history,
        kept,
        calls,
        asked,
        replay.point(),
        run.used(),
        parts
            .services()
            .telemetry()
            .startRun(parts.options().name(), row.sessionId().toString(), row.model()));
  }

  private static RunStarted opening(HeldRun run) {
    return run.replay()
        .opening()
        .orElseThrow(
            () -> new StoreException(FailureKind.INTERNAL, "The log of the run has no beginning."));
  }
}
