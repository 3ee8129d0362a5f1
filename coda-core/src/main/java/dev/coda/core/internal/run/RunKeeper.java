package dev.coda.core.internal.run;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.cancel.CancelReason;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.RunId;
import dev.coda.api.session.Lease;
import dev.coda.api.session.RunStore;
import dev.coda.core.internal.loop.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what runs need by the clock: renews leases, stores text that waits, ends runs at their
 * deadline, and looks for runs to take over. All agents of a process share one timer thread; the
 * work itself is done on the agent's executor, each kind in a task of its own, so that none holds
 * up another. Thread-safe.
 */
final class RunKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunKeeper.class);
  private static final Duration LONGEST_SWEEP = Duration.ofSeconds(1);

  /** Stopping has half a second from any process to the provider's socket. */
  private static final Duration LONGEST_WAIT_FOR_CANCEL = Duration.ofMillis(200);

  /** A deadline further away than this is looked for now and then, instead of by a timer. */
  private static final Duration SHORT_DEADLINE = Duration.ofSeconds(10);

  /** An agent that lives shorter than this never looks for what others left. */
  private static final long FIRST_LOOK_MILLIS = 50;

  private final String owner = UUID.randomUUID().toString();
  private final RunStore store;
  private final ActiveRuns active;
  private final AgentOptions options;
  private final Turn.Services services;
  private final List<ScheduledFuture<?>> tasks = new CopyOnWriteArrayList<>();
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile boolean closed;
  private volatile Runnable sweep = () -> {};

  RunKeeper(RunStore store, ActiveRuns active, AgentOptions options, Turn.Services services) {
    this.store = store;
    this.active = active;
    this.options = options;
    this.services = services;
  }

  /** Begins to look for runs that were left behind, and has this done with them. */
  void start(Runnable takeOver) {
    Duration third = third();
    sweep = every(third.compareTo(LONGEST_SWEEP) < 0 ? third : LONGEST_SWEEP, () -> takeOver);
  }

  /** Begins to look after runs at work here, when the first one is about to be. */
  void begin() {
    if (begun.compareAndSet(false, true)) {
      every(third(), whileAtWork(this::renew));
      every(options.flushInterval(), whileAtWork(this::flush));
      every(LONGEST_WAIT_FOR_CANCEL, whileAtWork(this::heed));
      every(LONGEST_WAIT_FOR_CANCEL, whileAtWork(this::expire));
    }
  }

  /** Looks for runs to take over now rather than at the next time. */
  void sweepNow() {
    sweep.run();
  }

  String owner() {
    return owner;
  }

  /** Returns until when a lease holds that is taken or renewed now. */
  Instant leaseEnd() {
    return services.clock().instant().plus(options.leaseTime());
  }

  /** Stops a run at its deadline, unless what is returned is closed before. */
  AutoCloseable atDeadline(ActiveRun run) {
    long left = run.deadlineNanos() - System.nanoTime();
    if (left > SHORT_DEADLINE.toNanos()) {
      return () -> {};
    }
    ScheduledFuture<?> task =
        SharedTimer.get().schedule(() -> expire(List.of(run)), left, TimeUnit.NANOSECONDS);
    return () -> task.cancel(false);
  }

  @Override
  public void close() {
    closed = true;
    tasks.forEach(task -> task.cancel(false));
  }

  private Duration third() {
    return options.leaseTime().dividedBy(3);
  }

  /**
   * Does work again and again, unless it is still being done.
   *
   * @param due gives what there is to do now; null for nothing
   * @return what has it done out of turn
   */
  private Runnable every(Duration period, Supplier<@Nullable Runnable> due) {
    AtomicBoolean busy = new AtomicBoolean();
    Runnable start =
        () -> {
          try {
            Runnable work = due.get();
            if (work != null && busy.compareAndSet(false, true)) {
              onExecutor(work, () -> busy.set(false));
            }
          } catch (RuntimeException | Error e) {
            // Such as no memory for a thread. The timer never repeats a task that throws, and every
            // lease would run out.
            busy.set(false);
            LOG.error("Looking after runs failed", e);
          }
        };
    long first = Math.min(FIRST_LOOK_MILLIS, period.toMillis());
    tasks.add(
        SharedTimer.get()
            .scheduleWithFixedDelay(start, first, period.toMillis(), TimeUnit.MILLISECONDS));
    if (closed) {
      close();
    }
    return start;
  }

  private Supplier<@Nullable Runnable> whileAtWork(Consumer<List<ActiveRun>> work) {
    return () -> {
      List<ActiveRun> runs = active.all().stream().filter(run -> !run.log().isLeft()).toList();
      return runs.isEmpty() ? null : () -> work.accept(runs);
    };
  }

  private void onExecutor(Runnable work) {
    onExecutor(work, () -> {});
  }

  private void onExecutor(Runnable work, Runnable then) {
    Runnable contained =
        () -> {
          try {
            work.run();
          } catch (StoreException e) {
            LOG.warn("The store does not answer: {}", e.getMessage());
          } catch (RuntimeException e) {
            LOG.error("Looking after runs failed", e);
          } finally {
            then.run();
          }
        };
    try {
      services.executor().execute(contained);
    } catch (RejectedExecutionException e) {
      LOG.warn("The executor takes no work", e);
      then.run();
    }
  }

  private void renew(List<ActiveRun> runs) {
    Instant until = leaseEnd();
    List<Lease.Renewal> told =
        store.renew(runs.stream().map(ActiveRun::lease).map(held -> held.until(until)).toList());
    for (int i = 0; i < runs.size(); i++) {
      ActiveRun run = runs.get(i);
      switch (told.get(i)) {
        case HELD -> {}
        case CANCEL_REQUESTED -> stop(run);
        case LOST -> {
          if (active.find(run.lease().runId()).filter(run::equals).isPresent()) {
            onExecutor(run.log()::abandon);
          }
        }
      }
    }
  }

  /** Each in a task of its own: one whose commit waits for the store holds up no other. */
  private void flush(List<ActiveRun> runs) {
    for (ActiveRun run : runs) {
      if (run.log().isOverdue()) {
        onExecutor(run.log()::flushOverdue);
      }
    }
  }

  private void expire(List<ActiveRun> runs) {
    long now = System.nanoTime();
    for (ActiveRun run : runs) {
      if (run.deadlineNanos() - now <= 0) {
        onExecutor(() -> run.stop().give(CancelReason.DEADLINE));
      }
    }
  }

  /** Stops what somebody has asked another process to stop. */
  private void heed(List<ActiveRun> runs) {
    List<ActiveRun> going = runs.stream().filter(run -> !run.stop().isGiven()).toList();
    if (going.isEmpty()) {
      return;
    }
    Set<RunId> asked;
    try {
      asked = store.cancelRequested(going.stream().map(run -> run.lease().runId()).toList());
    } catch (StoreException e) {
      // This is asked often, and the next renewal says so loud enough.
      LOG.debug("The store does not say which runs should stop: {}", e.getMessage());
      return;
    }
    going.stream().filter(run -> asked.contains(run.lease().runId())).forEach(this::stop);
  }

  /** On a thread of its own, since what is stopped may take its time. */
  private void stop(ActiveRun run) {
    onExecutor(() -> run.stop().give(CancelReason.REQUESTED));
  }
}
