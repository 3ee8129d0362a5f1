package dev.coda.store.postgres;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.ProjectionChange;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.RunId;
import dev.coda.api.model.Usage;
import dev.coda.api.session.RunCommit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/** Commits that meet, in many orders of the steps of their threads. */
final class GroupCommitsRacesTest {
  private static final int ORDERS = 30;
  private static final RunId RUN = run(1);
  private static final RunId OTHER = run(2);
  private static final RunId THIRD = run(3);

  @Test
  void eachIsStoredOnceAndNoTwoGroupsAtATime() {
    Lincheck.runConcurrentTest(
        ORDERS,
        () -> {
          Desk desk = new Desk(group -> false);
          List<Writer> writers = desk.writers(RUN, OTHER, RUN);
          require(
              writers.stream().allMatch(writer -> writer.end.equals("stored")), "one is refused");
          require(desk.stored.size() == 3, "one is not stored, or twice");
        });
  }

  @Test
  void theFailureOfAGroupIsTheFailureOfItsCommitsAlone() {
    Lincheck.runConcurrentTest(
        ORDERS,
        () -> {
          Desk desk = new Desk(group -> group == 1);
          List<Writer> writers = desk.writers(RUN, OTHER, THIRD);
          long failed = writers.stream().filter(writer -> writer.end.equals("away")).count();
          require(failed == desk.sizes.get(0), "others failed than those of the group");
          require(desk.stored.size() == 3 - failed, "one is not stored, or twice");
          require(desk.writers(RUN).get(0).end.equals("stored"), "who comes later is held up");
        });
  }

  /** Lincheck follows each step, and cannot follow those of an assertion library. */
  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  private static RunId run(int number) {
    return new RunId(new UUID(0, number));
  }

  /** Stores groups, and fails if two come at once or a run is in one twice. */
  private static final class Desk {
    private final IntPredicate away;
    private final AtomicInteger groups = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final List<RunId> stored = new CopyOnWriteArrayList<>();
    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private final GroupCommits commits = new GroupCommits(this::store);

    /**
     * @param away which groups the store fails, counted from 1
     */
    Desk(IntPredicate away) {
      this.away = away;
    }

    List<Writer> writers(RunId... runs) {
      List<Writer> writers = new ArrayList<>();
      for (RunId run : runs) {
        writers.add(new Writer(commits, run));
      }
      List<Thread> threads = writers.stream().map(writer -> new Thread(writer::append)).toList();
      threads.forEach(Thread::start);
      try {
        for (Thread thread : threads) {
          thread.join();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return writers;
    }

    private Set<RunId> store(List<GroupCommits.Entry> group) {
      if (inside.incrementAndGet() > 1) {
        throw new AssertionError("two groups at once");
      }
      try {
        sizes.add(group.size());
        if (away.test(groups.incrementAndGet())) {
          throw new StoreException(FailureKind.STORE_UNAVAILABLE, "away");
        }
        Set<RunId> runs = new HashSet<>();
        for (GroupCommits.Entry entry : group) {
          if (!runs.add(entry.commit().runId())) {
            throw new AssertionError("a run is in a group twice");
          }
        }
        stored.addAll(runs);
        return runs;
      } finally {
        inside.decrementAndGet();
      }
    }
  }

  /** A thread that appends a commit, and what it was answered. */
  private static final class Writer {
    private static final LogRow ROW = new LogRow(1, null, "[]", Instant.EPOCH);

    private final GroupCommits commits;
    private final RunId run;
    private volatile String end = "nothing";

    Writer(GroupCommits commits, RunId run) {
      this.commits = commits;
      this.run = run;
    }

    void append() {
      try {
        end = commits.append(new GroupCommits.Entry(commit(), ROW)) ? "stored" : "alone";
      } catch (StoreException e) {
        end = String.valueOf(e.getMessage());
      }
    }

    private RunCommit commit() {
      return new RunCommit(
          run, 1, List.of(), ProjectionChange.none(), RunStatus.RUNNING, Usage.NONE, null, null);
    }
  }
}
