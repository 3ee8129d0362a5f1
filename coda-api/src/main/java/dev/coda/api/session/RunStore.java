package dev.coda.api.session;

import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stores runs and their logs. The log of an active run is append-only; a commit is one transaction.
 *
 * <p>Every method throws {@link dev.coda.api.error.StoreException} if the store cannot answer. The
 * requirements on a store are the tests of {@code RunStoreContract} in the test kit. Thread-safe.
 */
public interface RunStore {
  /** The bytes of events that are read at once unless the caller sets another limit: 8 MiB. */
  int PAGE_BYTES = 8 << 20;

  /**
   * Stores a new run with its first events. The record must carry a lease, whose fence is the
   * commit's; its status, usage and last sequence number are taken from the commit.
   *
   * @param run the run
   * @param first its first events
   * @return the run; an earlier one of the same owner if that has the same id or idempotency key,
   *     so that a start can be repeated if its reply was lost
   * @throws dev.coda.api.error.StoreException {@code CONFLICT} if a run is active on the branch,
   *     {@code NOT_FOUND} if the owner has no such session
   */
  RunRecord start(RunRecord run, RunCommit first);

  /**
   * Starts a run that is queued: it takes its place on the record's branch, gets the record's start
   * time, and the commit is appended.
   *
   * @param run has the lease under which the run was claimed
   * @param first the events with which it begins
   * @throws dev.coda.api.error.StoreException {@code CONFLICT} if a run is active on the branch,
   *     {@code FENCED} if the fence is not the current one or the run is not queued, {@code
   *     NOT_FOUND} if the run, or a message that a row or the head refers to, is not there; then
   *     nothing is changed
   */
  void begin(RunRecord run, RunCommit first);

  /**
   * Adds events, and at the end of the run its rows. A terminal status ends the lease. A commit
   * whose events are stored already changes nothing, so a commit can be repeated if its reply was
   * lost. While the run has not ended, the session store computes its answer from the log, see
   * {@link AnswerInProgress}.
   *
   * <p>A commit that {@link RunCommit#closesRows() closes rows} ends a run whose log was not read:
   * the answer keeps its stored row and gets the run's status, usage, cost and error. Tool calls
   * that an earlier version has stored become {@code unknown} if they were running, and {@code
   * error} if they were pending. The events stay.
   *
   * @param commit the commit
   * @throws dev.coda.api.error.StoreException {@code FENCED} if the fence is not the current one or
   *     the run has ended, {@code CONFLICT} if other events are stored under these numbers, {@code
   *     NOT_FOUND} if the run, or a message that a row or the head refers to, is not there, {@code
   *     DATA_REFUSED} if a value cannot be stored; then nothing of the commit is stored
   */
  void append(RunCommit commit);

  /**
   * {@return events after a sequence number, in order, for the work on a run: at most this many,
   * and not more than {@link #PAGE_BYTES}, but always the first}
   *
   * @param id its id
   * @param afterSeq the sequence number after which to begin; 0 for the beginning
   * @param limit the maximum number, at least 1
   */
  default List<RunEvent> events(RunId id, long afterSeq, int limit) {
    return events(id, afterSeq, limit, PAGE_BYTES);
  }

  /**
   * {@return events after a sequence number, in order, for the viewers of a run} A store may serve
   * its other work before viewers.
   *
   * @param id its id
   * @param afterSeq the sequence number after which to begin; 0 for the beginning
   * @param limit the most events
   * @param maxBytes about how many bytes of JSON all of them may have; the first is returned even
   *     if it is larger, so that a reader always makes progress
   */
  List<RunEvent> events(RunId id, long afterSeq, int limit, int maxBytes);

  /**
   * {@return the progress of these runs, for their viewers; runs that are not stored are left out}
   * Each process calls this every second for all runs that it watches, so it must be cheap.
   *
   * @param runs the runs
   */
  Map<RunId, RunProgress> progress(Collection<RunId> runs);

  /**
   * {@return about how many bytes the events of a run have as JSON, without reading them into this
   * process; 0 for a run that is not there}
   *
   * @param id its id
   */
  long logBytes(RunId id);

  /**
   * Finds a run of this owner.
   *
   * @param owner the user who owns it
   * @param id its id
   * @return it; empty if there is none
   */
  Optional<RunRecord> find(UserId owner, RunId id);

  /**
   * Finds the run that this owner has started under an idempotency key.
   *
   * @param owner the user who owns it
   * @param idempotencyKey the key that makes repeated requests one
   * @return it; empty if there is none
   */
  Optional<RunRecord> findByKey(UserId owner, String idempotencyKey);

  /**
   * Lists the runs of a session that have not ended, oldest first.
   *
   * @param owner the user who owns it
   * @param session the session
   * @return the runs; empty if there are none
   */
  List<RunRecord> active(UserId owner, SessionId session);

  /**
   * Lists the runs of a user that have not ended, in all sessions, oldest first.
   *
   * @param owner the user who owns it
   * @return the runs; empty if there are none
   */
  List<RunRecord> active(UserId owner);

  /**
   * Sets the times at which leases end. A lease is only changed if its owner still holds it with
   * its fence. If the time has passed, the next process that claims expired runs gets the run.
   *
   * @param leases of different runs
   * @return the result for each, in their order
   */
  List<Lease.Renewal> renew(List<Lease> leases);

  /**
   * Sets the time at which one lease ends, as {@link #renew(List)} does.
   *
   * @param lease the lease
   * @return the result
   */
  default Lease.Renewal renew(Lease lease) {
    return renew(List.of(lease)).get(0);
  }

  /**
   * {@return those of these runs that should stop and have not ended} The processes with their
   * leases call this several times a second, so it must be cheap.
   *
   * @param runs the runs
   */
  Set<RunId> cancelRequested(Collection<RunId> runs);

  /**
   * Claims runs whose lease ended before now; each gets a higher fence, and one {@link
   * RunRecord#tries() try} more.
   *
   * @param owner the process that takes them over
   * @param now the time
   * @param until until when the lease holds
   * @param limit the maximum number, at least 1
   * @return the runs that were taken over
   */
  List<RunRecord> claimExpired(String owner, Instant now, Instant until, int limit);

  /**
   * Releases a run. Its fence is raised, so this owner cannot write any more. The next process that
   * claims expired runs gets the run when the time of the lease has passed. The owner's {@link
   * RunRecord#tries() try} no longer counts; the number of tries does not fall below 0.
   *
   * @param lease the lease
   * @return the result that {@link #renew(Lease)} would have returned; with {@code LOST} nothing is
   *     changed
   */
  Lease.Renewal release(Lease lease);

  /**
   * Claims a run of this user that waits for people or for its turn, before its lease has ended.
   * The run gets a higher fence. Its {@link RunRecord#tries() tries} do not change, since several
   * decisions may claim it at the same time. Empty if the user has no such run, or it does not
   * wait.
   *
   * @param user the user
   * @param id its id
   * @param owner the process that takes them over
   * @param until until when the lease holds
   * @return the run as it was taken over
   */
  Optional<RunRecord> claimWaiting(UserId user, RunId id, String owner, Instant until);

  /**
   * Records that a run should stop, so that its owner finds out.
   *
   * @param owner the user who owns it
   * @param id its id
   * @return false if it has ended
   */
  boolean requestCancel(UserId owner, RunId id);

  /**
   * Returns runs that ended before a time and whose log was not rewritten yet, in the order of
   * their ids, so that {@link #rewriteLog} can make their logs smaller.
   *
   * @param before the time before which they ended
   * @param after the run after which to start; null to begin with the first
   * @param limit the maximum number
   * @return their ids; a store that cannot rewrite logs returns none, as does the default
   */
  default List<RunId> ended(Instant before, @Nullable RunId after, int limit) {
    return List.of();
  }

  /**
   * Replaces the log of a run that has ended, at once and no more than once. Its rows stay.
   *
   * @param id the run's id
   * @param events the new log, which leads to the same rows; its last event is the old one's
   * @return false if the run is not there, has not ended, or its log was rewritten before; the
   *     default does nothing and returns false
   */
  default boolean rewriteLog(RunId id, List<RunEvent> events) {
    return false;
  }
}
