package dev.coda.server.chat;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.server.admission.ServerAdmission;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.idempotency.Idempotent;
import dev.coda.server.session.Sessions;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.UUID;

/** Has sessions compacted before the model's window fills. Thread-safe. */
@Controller("/api/v1/sessions/{id}/compact")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Scoped(Scope.CHAT)
class CompactController {
  private final Sessions sessions;
  private final RunRequests requests;
  private final ServerAdmission admission;
  private final RunStarts starts;

  CompactController(
      Sessions sessions, RunRequests requests, ServerAdmission admission, RunStarts starts) {
    this.sessions = sessions;
    this.requests = requests;
    this.admission = admission;
    this.starts = starts;
  }

  /** Starts a run that compacts the session; its events say what came of it. */
  @Idempotent
  @Post
  @Status(HttpStatus.ACCEPTED)
  CompactionView compact(CurrentUser user, UUID id) {
    UserId owner = new UserId(user.userId());
    SessionId session = sessions.find(owner, new SessionId(id)).id();
    RunRequest.Builder compaction = RunRequest.builder(session).compactOnly();
    Run run = admission.reserve(owner).use(() -> start(requests.complete(compaction, owner, null)));
    return new CompactionView(run.id());
  }

  private Run start(RunRequest request) {
    try {
      return starts.start(request);
    } catch (CodaException e) {
      // The session is there, so what is missing is something to compact.
      throw e.kind() == FailureKind.NOT_FOUND
          ? ProblemException.of(ErrorCode.CONFLICT, e.getMessage())
          : RunProblems.explain(e);
    }
  }

  /** A compaction that has begun. Immutable. */
  @Introspected
  record CompactionView(RunId runId) {}
}
