package dev.coda.core.internal.run;

import dev.coda.api.budget.BudgetUse;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunStatus;
import dev.coda.api.session.Lease;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import dev.coda.core.internal.loop.RunReplay;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A run that this process holds, new or claimed: its row with the lease, and what its log has led
 * to. Confined to one thread at a time.
 */
final class HeldRun {
  private final RunRecord row;
  private final Lease lease;
  private final RunReplay replay;
  private final EventSequence sequence;
  private final boolean cut;

  private HeldRun(RunRecord row, RunReplay replay, EventSequence sequence, boolean cut) {
    this.row = row;
    this.lease = lease(row);
    this.replay = replay;
    this.sequence = sequence;
    this.cut = cut;
  }

  /** Returns a run without a log, whose row is not stored yet. */
  static HeldRun start(RunRecord row) {
    return new HeldRun(row, new RunReplay(), EventSequence.start(row), false);
  }

  /** Returns a run that was claimed, with its whole log. */
  static HeldRun claimed(RunRecord row, RunReplay replay) {
    RunStatus status = replay.projection().status();
    return new HeldRun(
        row,
        replay,
        EventSequence.behind(row, replay.projection().lastSeq(), status),
        status != RunStatus.PAUSED && status != RunStatus.QUEUED);
  }

  /** Returns the lease that a claimed run's row has. */
  static Lease lease(RunRecord row) {
    return Objects.requireNonNull(row.lease(), "a claimed run has a lease");
  }

  /** Adds events to the log; what is returned stores them. */
  RunCommit add(List<EventPayload> payloads, Instant now) {
    List<RunEvent> events = new ArrayList<>(payloads.size());
    for (EventPayload payload : payloads) {
      RunEvent event = sequence.next(payload, now);
      replay.apply(event);
      events.add(event);
    }
    return RunCommit.of(row.id(), lease.fence(), events, replay.projection());
  }

  RunRecord row() {
    return row;
  }

  Lease lease() {
    return lease;
  }

  RunReplay replay() {
    return replay;
  }

  EventSequence sequence() {
    return sequence;
  }

  /** Returns whether its process was lost while the run was active. */
  boolean wasCut() {
    return cut;
  }

  /** Returns what of its limits the run has used. */
  BudgetUse used() {
    return new BudgetUse(
        replay.modelCalls(),
        replay.toolCalls(),
        replay.projection().usage().total(),
        replay.projection().costUsd().orElse(BigDecimal.ZERO),
        replay.atWork());
  }
}
