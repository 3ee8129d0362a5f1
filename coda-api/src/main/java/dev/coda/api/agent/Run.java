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
   * which the run waits for a decision that nobody has taken: {@link #outcome()} then returns what
   * it waits for, and {@link #events} follows the run beyond} The iterator blocks until the next
   * event is there; it is confined to one thread at a time.
   */
  @Override
  default Iterator<RunEvent> iterator() {
    return events(0);
  }

  /**
   * {@return the events behind a sequence number up to {@code run_finished}} The iterator blocks
   * until the next one is there, through pauses however long; it is confined to one thread at a
   * time.
   *
   * @param afterSeq the sequence number to begin behind; 0 for the beginning
   */
  Iterator<RunEvent> events(long afterSeq);

  /**
   * Publishes the events behind a sequence number to each subscriber, which sets its own pace. A
   * subscriber is called on a thread of its own from the agent's executor; however slow it is, it
   * holds up neither the run nor another viewer.
   *
   * @param afterSeq the sequence number to begin behind; 0 for the beginning
   * @return a publisher for any number of subscribers
   */
  Flow.Publisher<RunEvent> publisher(long afterSeq);

  /**
   * {@return about how many bytes of events a viewer at this sequence number has not seen yet, of
   * those that this process still has in memory; 0 for a run that is not active in it} A viewer
   * that sends events to others learns by it how far a receiver that does not read has fallen
   * behind.
   *
   * @param afterSeq the sequence number to begin behind; 0 for the beginning
   */
  default long bytesBehind(long afterSeq) {
    return 0;
  }

  /**
   * Waits for the end of the run, or until it waits for people.
   *
   * @return how the run ended, or what it waits for
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
   * Answers one thing that a paused run waits for; with the last answer the run continues here.
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
