package dev.coda.core.internal.run;

import dev.coda.api.budget.BudgetUse;
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
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Session;
import dev.coda.core.internal.context.Branch;
import dev.coda.core.internal.loop.RunReplay;
import dev.coda.core.internal.loop.Turn;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers what a run needs to go on: what its log says it wants, the conversation as it is stored,
 * and the model with its user's keys. Thread-safe.
 */
final class ResumeScenes {
  private final AgentParts parts;
  private final TurnFactory turns;

  ResumeScenes(AgentParts parts, TurnFactory turns) {
    this.parts = parts;
    this.turns = turns;
  }

  /**
   * Is what a run goes on with.
   *
   * @param answer the assistant's message; one that the log does not open yet is opened first
   */
  record Scene(
      Session session,
      Branch history,
      RunSettings settings,
      MessageId question,
      MessageId answer,
      TurnFactory.Models models) {

    Duration left(RunReplay replay) {
      return Duration.ofMillis(settings.timeoutMs()).minus(replay.atWork());
    }

    /** What is stored first; text of a cut model call is taken back, since the call is repeated. */
    List<EventPayload> opening(RunResumed why, RunReplay replay, boolean wasCut) {
      List<EventPayload> events = new ArrayList<>();
      events.add(why);
      if (replay.projection().answer().isEmpty()) {
        events.add(
            new MessageStart(answer, question, Role.ASSISTANT, models.chat().first().toString()));
      }
      if (wasCut) {
        events.add(new AttemptReset(answer, replay.point().part(), "resumed"));
      }
      return events;
    }
  }

  /**
   * Gathers it.
   *
   * @throws dev.coda.api.error.CodaException if something is gone
   */
  Scene of(RunRecord run, RunReplay replay) {
    RunStarted opening =
        replay
            .opening()
            .orElseThrow(() ->
                new StoreException(FailureKind.INTERNAL, "The log of the run has no beginning."));
    Session session =
        parts
            .stores()
            .sessions()
            .find(run.userId(), run.sessionId())
            .orElseThrow(() ->
                new StoreException(
                    FailureKind.NOT_FOUND, "There is no session " + run.sessionId() + "."));
    RunSettings kept = opening.settings();
    RunSettings settings = kept == null ? KeptSettings.of(parts.options().limits()) : kept;
    // What cannot be restored ends the run before it is resumed.
    turns.answerSchema(settings);
    return new Scene(
        session,
        history(run, opening),
        settings,
        opening.userMessageId(),
        replay
            .projection()
            .answer()
            .map(Message::id)
            .orElseGet(() -> MessageId.next(parts.services().ids())),
        turns.models(run.model(), parts.credentials().apply(run.userId()), () -> {}));
  }

  RunFrame frame(RunRecord run, RunReplay replay, Scene scene) {
    Turn.Services services = parts.services();
    Turn.Identity identity =
        new Turn.Identity(
            run.userId(), run.sessionId(), run.id(), scene.answer(), now().minus(replay.atWork()));
    BudgetUse used =
        new BudgetUse(
            replay.modelCalls(),
            replay.toolCalls(),
            replay.projection().usage().total(),
            replay.projection().costUsd().orElse(BigDecimal.ZERO),
            replay.atWork());
    return new RunFrame(
        identity,
        scene.session(),
        scene.history(),
        scene.settings(),
        turns.parameters(scene.settings()),
        replay.point(),
        used,
        replay.bytes(),
        services.telemetry().startRun(run.sessionId().toString(), run.model()));
  }

  Instant now() {
    return parts.services().clock().instant();
  }

  private Branch history(RunRecord run, RunStarted opening) {
    int limit = parts.options().contextMessages() + (opening.content() == null ? 0 : 1);
    PathQuery path =
        PathQuery.latest(opening.userMessageId(), limit)
            .withMaxBytes(parts.options().contextBytes());
    return Branch.of(
        parts.stores().sessions().path(run.userId(), run.sessionId(), path).stream()
            .map(MessageNode::message)
            .toList());
  }
}
