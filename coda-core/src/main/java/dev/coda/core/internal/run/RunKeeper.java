package dev.coda.core.internal.run;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.cancel.CancelReason;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.RunId;
import dev.coda.api.session.Lease;
import dev.coda.api.session.RunStore;
import dev.coda.api.time.TimerClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The timed work for runs: renews leases, stores buffered text, ends runs at their deadline, and
 * looks for runs to take over. Each kind of work has its own timer, so that none delays another;
 * work for a single run that may block is done on the agent's executor. Thread-safe.
 */
final class RunKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunKeeper.class);
  private static final Duration LONGEST_SWEEP = Duration.ofSeconds(1);

  /** Stopping has half a second from any process to the provider's socket. */
  private static final Duration LONGEST_WAIT_FOR_CANCEL = Duration.ofMillis(200);

  /** A deadline further away than this is looked for now and then, instead of by a timer. */
  private static final Duration SHORT_DEADLINE = Duration.ofSeconds(10);

  /** An agent that lives shorter than this never looks for what others left. */
  private static final Duration FIRST_LOOK = Duration.ofMillis(50);

  private final String owner = UUID.randomUUID().toString();
  private final RunStore store;
  private final ActiveRuns active;
  private final AgentOptions options;
  private final TimerClock clock;
  private final Executor executor;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final List<Chore> chores = new CopyOnWriteArrayList<>();
  private volatile boolean closed;
  private volatile @Nullable Chore sweep;

  RunKeeper(
      RunStore store,
      ActiveRuns active,
      AgentOptions options,
      Executor executor,
      TimerClock clock) {
    this.store = store;
    this.active = active;
    this.options = options;
    this.clock = clock;
    this.executor = executor;
  }

  /** Begins to look for runs that were abandoned, and has this done with them. */
  void start(Runnable takeOver) {
    Duration third = third();
    Chore chore =
        new Chore(third.compareTo(LONGEST_SWEEP) < 0 ? third : LONGEST_SWEEP, takeOver, true);
    sweep = chore;
    chore.begin();
  }

  /** Begins to look after active runs here, when the first one is about to be. */
  void begin() {
    if (begun.compareAndSet(false, true)) {
      new Chore(third(), whileAtWork(this::renew)).begin();
      new Chore(options.flushInterval(), whileAtWork(this::flush)).begin();
      new Chore(LONGEST_WAIT_FOR_CANCEL, whileAtWork(this::heed)).begin();
      new Chore(LONGEST_WAIT_FOR_CANCEL, whileAtWork(this::expire)).begin();
    }
  }

  /** Looks for runs to take over now rather than at the next time. */
  void sweepNow() {
    Chore chore = sweep;
    if (chore != null) {
      onExecutor(chore::work);
    }
  }

  /** Looks now whether a run should stop, if it is active here. */
  void heedNow(RunId id) {
    active.find(id).ifPresent(run -> onExecutor(() -> heed(List.of(run))));
  }

  String owner() {
    return owner;
  }

  /** Returns until when a lease holds that is taken or renewed now. */
  Instant leaseEnd() {
    return clock.instant().plus(options.leaseTime());
  }

  /** Stops a run at its deadline, unless what is returned is closed before. */
  TimerClock.Timer atDeadline(ActiveRun run) {
    long left = run.deadlineNanos() - clock.nanoTime();
    if (left > SHORT_DEADLINE.toNanos()) {
      return () -> {};
    }
    return clock.schedule(() -> expire(List.of(run)), left);
  }

  @Override
  public void close() {
    closed = true;
    chores.forEach(Chore::close);
  }

  private Duration third() {
    return options.leaseTime().dividedBy(3);
  }

  private Runnable whileAtWork(Consumer<List<ActiveRun>> work) {
    return () -> {
      List<ActiveRun> runs = active.all().stream().filter(run -> !run.log().isLeft()).toList();
      if (!runs.isEmpty()) {
        work.accept(runs);
      }
    };
  }

  private void onExecutor(Runnable work) {
    try {
      executor.execute(() -> contained(work));
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // Such as no memory for a thread: the work is still due at the next time.
      LOG.warn("The executor takes no work", e);
    }
  }

  private static void contained(Runnable work) {
    try {
      work.run();
    } catch (StoreException e) {
      LOG.warn("The store does not answer: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("Looking after runs failed", e);
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

  /** Each in its own task, so that a commit that waits for the store does not delay others. */
  private void flush(List<ActiveRun> runs) {
    for (ActiveRun run : runs) {
      if (run.log().isOverdue()) {
        onExecutor(run.log()::flushOverdue);
      }
    }
  }

  private void expire(List<ActiveRun> runs) {
    long now = clock.nanoTime();
    for (ActiveRun run : runs) {
      if (run.deadlineNanos() - now <= 0) {
        onExecutor(() -> run.canceller().cancel(CancelReason.DEADLINE));
      }
    }
  }

  /** Stops the runs whose cancellation was requested in another process. */
  private void heed(List<ActiveRun> runs) {
    List<ActiveRun> going = runs.stream().filter(run -> !run.canceller().isCancelled()).toList();
    if (going.isEmpty()) {
      return;
    }
    Set<RunId> asked;
    try {
      asked = store.cancelRequested(going.stream().map(run -> run.lease().runId()).toList());
    } catch (StoreException e) {
      // This is called often, and the next renewal logs the failure as a warning.
      LOG.debug("The store does not say which runs should stop: {}", e.getMessage());
      return;
    }
    going.stream().filter(run -> asked.contains(run.lease().runId())).forEach(this::stop);
  }

  /** On its own thread, since cancel callbacks may take long. */
  private void stop(ActiveRun run) {
    onExecutor(() -> run.canceller().cancel(CancelReason.REQUESTED));
  }

  /** Work that is done again and again until the agent is closed, once at a time. */
  private final class Chore {
    private final Duration period;
    private final Runnable work;
    private final boolean irregular;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile TimerClock.Timer next = () -> {};

    Chore(Duration period, Runnable work) {
      this(period, work, false);
    }

    /**
     * @param irregular whether it is done a little sooner at times, so that of several agents that
     *     do the same none is always the first
     */
    Chore(Duration period, Runnable work, boolean irregular) {
      this.period = period;
      this.work = work;
      this.irregular = irregular;
    }

    void begin() {
      chores.add(this);
      schedule(FIRST_LOOK.compareTo(period) < 0 ? FIRST_LOOK : period);
    }

    void work() {
      if (busy.compareAndSet(false, true)) {
        try {
          contained(work);
        } finally {
          busy.set(false);
        }
      }
    }

    void close() {
      next.close();
    }

    private void schedule(Duration delay) {
      next = clock.schedule(this::workAndSchedule, delay.toNanos());
      if (closed) {
        close();
      }
    }

    private void workAndSchedule() {
      try {
        work();
      } finally {
        schedule(irregular ? sooner() : period);
      }
    }

    private Duration sooner() {
      long most = Math.max(2, period.toMillis());
      return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most) + 1);
    }
  }
}
