package dev.coda.core.internal.run;

import dev.coda.api.budget.BudgetUse;
import dev.coda.api.event.RunSettings;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.Session;
import dev.coda.core.internal.context.Branch;
import dev.coda.core.internal.loop.CallSettings;
import dev.coda.core.internal.loop.ResumePoint;
import dev.coda.core.internal.loop.RunModels;
import dev.coda.core.internal.loop.Turn;
import dev.coda.core.internal.telemetry.Span;
import java.util.function.Supplier;

/**
 * Everything that puts a run to work, the same for a new run and for one that is resumed: they
 * differ only in who makes the plan. Immutable, except for the run, which the plan owns from then
 * on.
 *
 * @param opening the events that are stored before the run works
 * @param history the branch up to and including the user's message
 * @param point the state of the run
 * @param used the part of its limits that it has used before
 */
record RunPlan(
    HeldRun run,
    RunCommit opening,
    Turn.Identity identity,
    Session session,
    Branch history,
    RunSettings settings,
    CallSettings calls,
    RunModels models,
    ResumePoint point,
    BudgetUse used,
    Span span) {

  /** Returns how long the run may still work. */
  long leftMillis() {
    return settings.timeoutMs() - used.time().toMillis();
  }

  /** Stores the opening, and gives the plan up if that fails. */
  <T> T stored(Supplier<T> store) {
    try {
      return store.get();
    } catch (RuntimeException | Error e) {
      abandon();
      throw e;
    }
  }

  /** Gives the plan up. */
  void abandon() {
    span.end();
  }
}
