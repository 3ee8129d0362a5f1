package dev.coda.core.run;

import dev.coda.api.event.EventPayload;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.RunId;
import dev.coda.api.session.Lease;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.RunStore;
import dev.coda.core.loop.CutText;
import dev.coda.core.loop.RunEnding;
import dev.coda.core.loop.RunReplay;
import dev.coda.core.store.Patience;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads the logs of runs that are not at work here, and writes to those that were claimed. */
final class ClaimedRuns {
  private static final int PAGE = 512;

  private final RunStore store;
  private final Clock clock;
  private final Patience patience;
  private final ActiveRuns active;
  private final BranchQueues queues;

  ClaimedRuns(AgentParts parts, ActiveRuns active, BranchQueues queues) {
    this.store = parts.stores().runs();
    this.clock = parts.services().clock();
    this.patience = parts.patience();
    this.active = active;
    this.queues = queues;
  }

  RunReplay read(RunId id) {
    RunReplay replay = new RunReplay();
    List<RunEvent> page = store.events(id, 0, PAGE);
    while (!page.isEmpty()) {
      page.forEach(replay::apply);
      page = store.events(id, replay.projection().lastSeq(), PAGE);
    }
    replay.projection().drain();
    return replay;
  }

  /**
   * Adds events behind the log and to its replay.
   *
   * @param skipped numbers to leave out, see {@link #unseen}
   */
  List<RunEvent> commit(RunRecord run, RunReplay replay, int skipped, List<EventPayload> payloads) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    long seq = replay.projection().lastSeq() + skipped;
    List<RunEvent> events = new ArrayList<>();
    for (EventPayload payload : payloads) {
      RunEvent event = new RunEvent(run.id(), run.sessionId(), ++seq, now, payload);
      replay.apply(event);
      events.add(event);
    }
    RunCommit commit = RunCommit.of(run.id(), lease(run).fence(), events, replay.projection());
    patience.insist(() -> {
      store.append(commit);
      return commit;
    });
    return events;
  }

  void end(RunRecord run, RunReplay replay, RunEnding ending) {
    int skipped = unseen(replay);
    List<EventPayload> events = new ArrayList<>();
    if (skipped > 0) {
      events.addAll(CutText.saidAgain(replay));
    }
    events.addAll(ending.events(replay.projection()));
    commit(run, replay, skipped, events);
    active.announce(run.id());
    queues.runEnded(run.sessionId());
  }

  /** Gives a run back that waits for people, to be looked at when this time has come. */
  void park(RunRecord run, Instant until) {
    Lease held = lease(run);
    store.release(new Lease(held.runId(), held.owner(), held.fence(), until));
    active.announce(run.id());
  }

  /**
   * Counts the numbers that viewers may have seen on text that was never stored: what is added has
   * higher ones, or a viewer would take it for something it knows. A run that waits has stored all.
   */
  static int unseen(RunReplay replay) {
    return replay.projection().status() == RunStatus.PAUSED ? 0 : RunLog.MAX_PENDING;
  }

  static Lease lease(RunRecord run) {
    return Objects.requireNonNull(run.lease(), "a claimed run has a lease");
  }
}
