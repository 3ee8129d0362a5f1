package dev.coda.store.postgres;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.RunId;
import dev.coda.api.session.RunCommit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends commits of several runs together. A commit is sent at once if no other is in progress;
 * commits that arrive meanwhile are collected and sent together afterwards: one statement, one wait
 * for the disk. The thread that has sent a group returns to its own work, and the first of those
 * that wait sends the next one.
 *
 * <p>If a group is not stored, each of its commits is sent by itself, so that none is refused or
 * delayed because of another. Only if the store is unavailable, all commits of a group fail.
 * Thread-safe.
 */
final class GroupCommits {
  /** The most commits of one statement. */
  private static final int MOST = 128;

  private final Function<List<Entry>, Set<RunId>> store;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Place> waiting = new ArrayList<>();
  private boolean busy;

  /**
   * @param store stores commits of different runs without waiting for locks of others, and returns
   *     the runs whose commits it has stored
   */
  GroupCommits(Function<List<Entry>, Set<RunId>> store) {
    this.store = store;
  }

  /**
   * Stores a commit, perhaps with others. Returns false if it is to be stored by itself.
   *
   * @throws StoreException {@code STORE_UNAVAILABLE} if it is unknown whether it is stored
   */
  boolean append(Entry entry) {
    Place own = new Place(entry);
    List<Place> group = enter(own);
    if (group.isEmpty()) {
      // Not interruptible: a run that is to stop still stores how far it came.
      group = own.turn.join();
    }
    if (!group.isEmpty()) {
      lead(group);
    }
    return own.isStored();
  }

  /** Returns the group that the caller sends; none if it waits for its turn. */
  private List<Place> enter(Place own) {
    lock.lock();
    try {
      if (busy) {
        waiting.add(own);
        return List.of();
      }
      busy = true;
      return List.of(own);
    } finally {
      lock.unlock();
    }
  }

  private void lead(List<Place> group) {
    Set<RunId> stored = Set.of();
    StoreException failure = null;
    try {
      stored = store.apply(group.stream().map(place -> place.entry).toList());
    } catch (StoreException e) {
      failure = e.kind() == FailureKind.STORE_UNAVAILABLE ? e : null;
    } finally {
      handOver();
      for (Place place : group) {
        place.stored = stored.contains(place.entry.commit().runId());
        place.failure = failure;
        // The first of the group leads it; the others wait for this.
        place.turn.complete(List.of());
      }
    }
  }

  private void handOver() {
    List<Place> next;
    lock.lock();
    try {
      next = nextGroup();
      busy = !next.isEmpty();
    } finally {
      lock.unlock();
    }
    if (!next.isEmpty()) {
      next.get(0).turn.complete(next);
    }
  }

  /**
   * Removes the next group, with at most one commit of each run; another of the same run remains in
   * the queue.
   */
  private List<Place> nextGroup() {
    Set<RunId> runs = new HashSet<>();
    List<Place> next = new ArrayList<>();
    Iterator<Place> places = waiting.iterator();
    while (places.hasNext() && next.size() < MOST) {
      Place place = places.next();
      if (runs.add(place.entry.commit().runId())) {
        next.add(place);
        places.remove();
      }
    }
    return next;
  }

  /**
   * A commit that adds a row to its run's log.
   *
   * @param row the commit's events
   */
  record Entry(RunCommit commit, LogRow row) {}

  /** A commit and what became of it, which is written before {@link #turn} is complete. */
  private static final class Place {
    final Entry entry;

    /** Completed with a group to send, or with none when another thread has sent the commit. */
    final CompletableFuture<List<Place>> turn = new CompletableFuture<>();

    boolean stored;
    @Nullable StoreException failure;

    Place(Entry entry) {
      this.entry = entry;
    }

    boolean isStored() {
      if (failure != null) {
        throw new StoreException(failure.kind(), String.valueOf(failure.getMessage()), failure);
      }
      return stored;
    }
  }
}
