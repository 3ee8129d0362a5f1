package dev.coda.core.store;

import dev.coda.api.event.EventSize;
import dev.coda.api.event.RunEvent;
import dev.coda.api.session.AnswerInProgress;
import dev.coda.api.session.Lease;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run with its log. Guarded by the lock of {@link MemoryState}. */
final class RunEntry {
  final SessionEntry session;
  private final List<RunEvent> events = new ArrayList<>();
  private final List<Long> sizes = new ArrayList<>();
  private RunRecord record;
  private long fence;
  private boolean rewritten;

  /** The projection of the first {@link #read} events; null until it is needed. */
  private @Nullable AnswerInProgress answer;

  private int read;

  RunEntry(SessionEntry session, RunRecord record, long fence) {
    this.session = session;
    this.record = record;
    this.fence = fence;
  }

  RunRecord record() {
    return record;
  }

  /** Returns the fence of the last lease, also when the run has ended. */
  long fence() {
    return fence;
  }

  void add(RunCommit commit, Instant at) {
    add(commit.events());
    record = record.after(commit, at);
  }

  boolean isRewritten() {
    return rewritten;
  }

  /** Replaces the log of a run that has ended. */
  void rewrite(List<RunEvent> log) {
    events.clear();
    sizes.clear();
    add(log);
    rewritten = true;
  }

  /** Gives a queued run the branch and the start time of its turn. */
  void begin(RunRecord run) {
    record = record.toBuilder().branch(run.branch()).startedAt(run.startedAt()).build();
  }

  void lease(Lease lease) {
    fence = lease.fence();
    record = with(lease, record.cancelRequested(), record.tries());
  }

  /** Counts one more process that has the run, or, with a negative number, one less. */
  void countTry(int more) {
    record = with(record.lease(), record.cancelRequested(), Math.max(0, record.tries() + more));
  }

  void requestCancel() {
    record = with(record.lease(), true, record.tries());
  }

  long bytes() {
    return sizes.stream().mapToLong(Long::longValue).sum();
  }

  List<RunEvent> behind(long seq, int limit, int maxBytes) {
    int from = indexBehind(seq);
    int most = (int) Math.min(events.size(), (long) from + limit);
    int to = from;
    long bytes = 0;
    while (to < most) {
      bytes += sizes.get(to);
      if (to > from && bytes > maxBytes) {
        break;
      }
      to++;
    }
    return List.copyOf(events.subList(from, to));
  }

  /** Returns the answer as far as the log has come. */
  MessageRecord current(MessageRecord stored) {
    AnswerInProgress current = answer == null ? new AnswerInProgress() : answer;
    events.subList(read, events.size()).forEach(current::add);
    read = events.size();
    answer = current;
    return current.of(stored);
  }

  /** Returns whether exactly this event is stored. */
  boolean holds(RunEvent event) {
    int index = indexBehind(event.seq() - 1);
    return index < events.size() && events.get(index).equals(event);
  }

  private void add(List<RunEvent> more) {
    for (RunEvent event : more) {
      events.add(event);
      sizes.add(EventSize.of(event.payload()));
    }
  }

  private int indexBehind(long seq) {
    int low = 0;
    int high = events.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (events.get(middle).seq() <= seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private RunRecord with(@Nullable Lease lease, boolean cancelRequested, int tries) {
    return record.toBuilder().lease(lease).cancelRequested(cancelRequested).tries(tries).build();
  }
}
