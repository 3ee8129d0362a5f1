package dev.coda.server.chat;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.server.run.SessionFeed;
import jakarta.inject.Singleton;

/** Starts runs in sessions that others may follow. Thread-safe. */
@Singleton
class RunStarts {
  private final Agent agent;
  private final SessionFeed feed;

  RunStarts(Agent agent, SessionFeed feed) {
    this.agent = agent;
    this.feed = feed;
  }

  /**
   * Starts a run as the agent does, and reports it to those who follow its session.
   *
   * @throws dev.coda.api.error.CodaException if it cannot start
   */
  Run start(RunRequest request) {
    Run run = agent.start(request);
    feed.started(run.sessionId(), run.id());
    return run;
  }
}
