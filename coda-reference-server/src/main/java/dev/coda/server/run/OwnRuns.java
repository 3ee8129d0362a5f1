package dev.coda.server.run;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.Run;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.http.ProblemException;
import jakarta.inject.Singleton;

/** The operations of users on their own runs, over any protocol. Thread-safe. */
@Singleton
public class OwnRuns {
  private final Agent agent;

  OwnRuns(Agent agent) {
    this.agent = agent;
  }

  /**
   * Returns a run of this user.
   *
   * @throws ProblemException {@code not_found} if there is none
   */
  public Run find(CurrentUser user, RunId id) {
    return agent.find(new UserId(user.userId()), id).orElseThrow(() -> missing(id));
  }

  /**
   * Decides a call, or answers a question, of a run of this user.
   *
   * @throws ProblemException {@code not_found} if there is no such run, {@code validation_failed}
   *     if the input does not match the tool's schema
   * @throws CodaException {@code CONFLICT} if the run waits for no decision, {@code NOT_FOUND} if
   *     it has no such call
   */
  public void decide(CurrentUser user, RunId id, ApprovalDecision decision) {
    Run run = find(user, id);
    try {
      run.decide(decision);
    } catch (CodaException e) {
      throw e.kind() == FailureKind.TOOL_INPUT_INVALID
          ? ProblemException.invalid("input", e.getMessage())
          : e;
    }
  }

  static ProblemException missing(RunId id) {
    return ProblemException.notFound("Run " + id);
  }
}
