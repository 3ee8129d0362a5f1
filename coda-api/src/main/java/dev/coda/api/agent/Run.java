package dev.coda.api.agent;

import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import java.util.Iterator;
import java.util.concurrent.Flow;

/**
 * A handle on a run: to watch it, wait for it or cancel it. Closing the handle detaches; the run
 * continues.
 *
 * <p>Its events are read as they happen, and again later:
 *
 * <pre>{@code
 * for (RunEvent event : run) {
 *   if (event.payload() instanceof ContentDelta text) {
 *     System.out.print(text.delta());
 *   }
 * }
 * if (run.outcome() instanceof RunOutcome.Failed failed) {
 *   System.out.println(failed.error().message());
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public interface Run extends Iterable<RunEvent>, AutoCloseable {
  /** {@return the run's id, under which any process can find it} */
  RunId id();

  /** {@return the conversation} */
  SessionId sessionId();

  /**
   * {@return the events from the first to {@code run_finished}, or to the {@code run_paused} at
   * which the run still waits for a decision: {@link #outcome()} then returns what it waits for,
   * and {@link #events} also returns the events after the pause} The iterator blocks until the next
   * event is there; it is confined to one thread at a time.
   */
  @Override
  default Iterator<RunEvent> iterator() {
    return events(0);
  }

  /**
   * {@return the events after a sequence number, up to {@code run_finished}} The iterator blocks
   * until the next event is there, for any length of time; it is confined to one thread at a time.
   *
   * @param afterSeq the sequence number after which to begin; 0 for the beginning
   */
  Iterator<RunEvent> events(long afterSeq);

  /**
   * Publishes the events after a sequence number to each subscriber, at the subscriber's pace. Each
   * subscriber is called on its own thread from the agent's executor; a slow one delays neither the
   * run nor another viewer.
   *
   * @param afterSeq the sequence number after which to begin; 0 for the beginning
   * @return a publisher for any number of subscribers
   */
  Flow.Publisher<RunEvent> publisher(long afterSeq);

  /**
   * {@return the approximate size in bytes of the events after this sequence number that this
   * process still has in memory; 0 for a run that is not active in this process} A viewer that
   * forwards events can use it to notice that its receiver is too slow.
   *
   * @param afterSeq the sequence number after which to begin; 0 for the beginning
   */
  default long bytesBehind(long afterSeq) {
    return 0;
  }

  /**
   * Waits for the end of the run, or until it waits for people.
   *
   * @return the end of the run, or the decisions that it waits for
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  RunOutcome outcome() throws InterruptedException;

  /**
   * Asks the run to stop, wherever it is active.
   *
   * @return false if it has ended already
   */
  boolean cancel();

  /**
   * Decides one of the things that a paused run waits for. After the last decision the run
   * continues in this process.
   *
   * @param decision which call it is about, and whether the call may run
   * @throws dev.coda.api.error.CodaException if the run does not wait, or this was decided or has
   *     expired ({@code CONFLICT}); if there is no such call ({@code NOT_FOUND}); if other
   *     arguments are given and do not match the tool's schema ({@code TOOL_INPUT_INVALID}, with
   *     their paths), and then the run still waits
   */
  void decide(ApprovalDecision decision);

  /** Detaches: iterators of this handle end. The run continues. */
  @Override
  void close();
}
