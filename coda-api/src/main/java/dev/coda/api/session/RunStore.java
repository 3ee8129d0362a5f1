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
 * <p>Every method throws {@link dev.coda.api.error.StoreException} if the store cannot answer. What
 * a store must do is written as tests in {@code RunStoreContract} of the test kit. Thread-safe.
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
   *     so that a start whose answer was lost can be repeated
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
   * Adds events, and the rows that a run leaves when it ends; ends the lease with a terminal
   * status. A commit whose events are stored already changes nothing, so that one whose answer was
   * lost can be repeated. The session's store returns the answer of a run that has not ended as its
   * log has it, see {@link AnswerInProgress}.
   *
   * <p>A commit that {@link RunCommit#closesRows() closes rows} ends a run whose log was not read:
   * the answer has no more than its row and gets the run's status, usage, cost and error. Rows of
   * tool calls that an earlier version has stored become {@code unknown} if they run and {@code
   * error} if they wait. The events stay.
   *
   * @param commit what to add
   * @throws dev.coda.api.error.StoreException {@code FENCED} if the fence is not the current one or
   *     the run has ended, {@code CONFLICT} if other events are stored under these numbers, {@code
   *     NOT_FOUND} if the run, or a message that a row or the head refers to, is not there, {@code
   *     DATA_REFUSED} if a value cannot be stored; then nothing of the commit is
   */
  void append(RunCommit commit);

  /**
   * {@return events behind a sequence number, in order, for the work on a run: at most this many,
   * and not more than {@link #PAGE_BYTES}, but always the first}
   *
   * @param id its id
   * @param afterSeq the sequence number to begin behind; 0 for the beginning
   * @param limit how many at most, from 1
   */
  default List<RunEvent> events(RunId id, long afterSeq, int limit) {
    return events(id, afterSeq, limit, PAGE_BYTES);
  }

  /**
   * {@return events behind a sequence number, in order, for those who watch a run} A store may let
   * them wait for its other work.
   *
   * @param id its id
   * @param afterSeq the sequence number to begin behind; 0 for the beginning
   * @param limit the most events
   * @param maxBytes about how many bytes of JSON all of them may have; the first is returned
   *     whatever its size, so that a reader always gets on
   */
  List<RunEvent> events(RunId id, long afterSeq, int limit, int maxBytes);

  /**
   * {@return how far these runs have come, without those that are not stored, for those who watch
   * them} All that are watched by a process are asked about at once, every second, so this must be
   * cheap.
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
   * @param owner the user whose it is
   * @param id its id
   * @return it; empty if there is none
   */
  Optional<RunRecord> find(UserId owner, RunId id);

  /**
   * Finds the run that this owner has started under an idempotency key.
   *
   * @param owner the user whose it is
   * @param idempotencyKey the key that makes repeated requests one
   * @return it; empty if there is none
   */
  Optional<RunRecord> findByKey(UserId owner, String idempotencyKey);

  /**
   * Lists the runs of a session that have not ended, oldest first.
   *
   * @param owner the user whose it is
   * @param session the session
   * @return them; empty if there are none
   */
  List<RunRecord> active(UserId owner, SessionId session);

  /**
   * Lists the runs of a user that have not ended, in all sessions, oldest first.
   *
   * @param owner the user whose it is
   * @return them; empty if there are none
   */
  List<RunRecord> active(UserId owner);

  /**
   * Sets until when leases hold, each if it is still its owner's with its fence. A time that has
   * passed hands the run over to the process that claims it next.
   *
   * @param leases of different runs
   * @return what became of each, in their order
   */
  List<Lease.Renewal> renew(List<Lease> leases);

  /**
   * Sets until when one lease holds, as {@link #renew(List)} does.
   *
   * @param lease the lease
   * @return what became of the lease
   */
  default Lease.Renewal renew(Lease lease) {
    return renew(List.of(lease)).get(0);
  }

  /**
   * {@return those of these runs that should stop and have not ended} Who holds their leases asks
   * several times a second, so this must be cheap.
   *
   * @param runs the runs
   */
  Set<RunId> cancelRequested(Collection<RunId> runs);

  /**
   * Takes over runs whose lease ended before now; each gets a higher fence, and one {@link
   * RunRecord#tries() try} more.
   *
   * @param owner the process that takes them over
   * @param now the time
   * @param until until when the lease holds
   * @param limit how many at most, from 1
   * @return the runs that were taken over
   */
  List<RunRecord> claimExpired(String owner, Instant now, Instant until, int limit);

  /**
   * Gives a run up: its fence is raised, so that this owner can write nothing more, and the process
   * that claims expired runs gets it at the lease's time, at once if that has passed. The owner's
   * {@link RunRecord#tries() try} no longer counts; there are never fewer than 0.
   *
   * @param lease the lease
   * @return what {@link #renew(Lease)} would have said; {@code LOST} changes nothing
   */
  Lease.Renewal release(Lease lease);

  /**
   * Takes over a run of this user that waits, for people or for its turn, before its time: it gets
   * a higher fence. Its {@link RunRecord#tries() tries} stay, since decisions can race for it.
   * Empty if the user has no such run, or it does not wait.
   *
   * @param user the user
   * @param id its id
   * @param owner the process that takes them over
   * @param until until when the lease holds
   * @return the run as it was taken over
   */
  Optional<RunRecord> claimWaiting(UserId user, RunId id, String owner, Instant until);

  /**
   * Notes that a run should stop, for its owner to learn of.
   *
   * @param owner the user whose it is
   * @param id its id
   * @return false if it has ended
   */
  boolean requestCancel(UserId owner, RunId id);

  /**
   * Returns runs that ended before a time and whose log is as it was written, in the order of their
   * ids, so that {@link #rewriteLog} can make their logs smaller.
   *
   * @param before when they ended at the latest
   * @param after the run behind which to look; null to begin with the first
   * @param limit how many at most
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
