package dev.coda.server.socket;

import dev.coda.api.agent.Run;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelRef;
import dev.coda.server.agent.ModelChoice;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.chat.ChatRequest;
import dev.coda.server.chat.Chats;
import dev.coda.server.http.ProblemException;
import dev.coda.server.idempotency.Submissions;
import dev.coda.server.run.OwnRuns;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Carries out what clients ask for in a session. Thread-safe. */
@Singleton
final class FrameActions {
  private final Chats chats;
  private final OwnRuns runs;
  private final ModelChoice models;
  private final Submissions submissions;

  FrameActions(Chats chats, OwnRuns runs, ModelChoice models, Submissions submissions) {
    this.chats = chats;
    this.runs = runs;
    this.models = models;
    this.submissions = submissions;
  }

  /** Starts a turn; a message that is sent again under its id gets the run of the first one. */
  Run start(CurrentUser user, SessionId session, ClientFrame.Message message) {
    UserId owner = new UserId(user.userId());
    requireSame(session, message.sessionId());
    String provider = message.modelProvider();
    String name = message.modelName();
    if (message.model() != null) {
      if (provider != null || name != null) {
        throw ProblemException.invalid(
            "model", "must not be given beside model_provider and model_name");
      }
      ModelRef model = models.find(owner, message.model());
      provider = model.provider();
      name = model.name();
    }
    return chats.start(
        owner,
        message.requestId(),
        new ChatRequest(
            session.value(),
            message.content(),
            message.parentId(),
            provider,
            name,
            message.tools(),
            message.toolPermissions(),
            message.limits(),
            message.onConflict(),
            message.editOf(),
            message.answerAgain(),
            message.attachments()));
  }

  /** Stops a run, which is possible any number of times. */
  void cancel(CurrentUser user, SessionId session, ClientFrame.Cancel cancel) {
    find(user, session, new RunId(cancel.runId())).cancel();
  }

  /** Answers what a run asks; the same answer under the same id is accepted again. */
  void approve(CurrentUser user, SessionId session, ClientFrame.Approve answer) {
    RunId run = find(user, session, new RunId(answer.runId())).id();
    ApprovalDecision decision =
        new ApprovalDecision(
            new CallId(answer.callId()), answer.decision(), answer.input(), answer.remember());
    UserId owner = new UserId(user.userId());
    String key = answer.requestId();
    boolean isNew = key == null || submissions.claim(owner, key, "approve", answer).isNew();
    try {
      runs.decide(user, run, decision);
    } catch (CodaException | ProblemException e) {
      if (!isNew && e instanceof CodaException known && known.kind() == FailureKind.CONFLICT) {
        // It was decided by this very frame before.
        return;
      }
      if (isNew && key != null) {
        submissions.release(owner, key);
      }
      throw e;
    }
  }

  /**
   * Returns a run of the session.
   *
   * @throws ProblemException {@code not_found} if the user has no such run there
   */
  Run find(CurrentUser user, SessionId session, RunId id) {
    Run run = runs.find(user, id);
    if (!run.sessionId().equals(session)) {
      throw ProblemException.notFound("Run " + id);
    }
    return run;
  }

  private static void requireSame(SessionId session, @Nullable UUID named) {
    if (named != null && !named.equals(session.value())) {
      throw ProblemException.invalid("session_id", "must be the session of this socket");
    }
  }
}
