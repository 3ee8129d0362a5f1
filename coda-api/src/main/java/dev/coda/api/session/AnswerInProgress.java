package dev.coda.api.session;

import dev.coda.api.event.EventSize;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;

/**
 * Computes the answer of a run that has not ended from the run's log so far. The rows of the answer
 * are written when the run ends. Until then stores read the log with this class, so that all of
 * them return the same.
 *
 * <p>A log that cannot be read, because it is damaged or has more than 32 MiB, is left out: then
 * the message is as it is stored. Confined to one thread at a time.
 */
public final class AnswerInProgress {
  /** Twice what a run may write unless its agent sets another limit. */
  private static final long MAX_BYTES = 32L << 20;

  private final RunProjection run = new RunProjection();
  private boolean readable = true;
  private long bytes;

  /** Begins before the first event of the log. */
  public AnswerInProgress() {}

  /**
   * Adds the next event of the log.
   *
   * @param event the event
   */
  public void add(RunEvent event) {
    bytes += EventSize.of(event.payload());
    if (!isReadable()) {
      return;
    }
    try {
      run.apply(event);
    } catch (RuntimeException e) {
      // A conversation can be read though one of its logs is damaged; the run's owner fails it.
      readable = false;
    }
  }

  /** {@return whether more events can be added} */
  public boolean isReadable() {
    return readable && bytes <= MAX_BYTES;
  }

  /**
   * {@return the answer with the content from the log; the same message if it is not the answer of
   * this run}
   *
   * @param stored the message as it is stored
   */
  public MessageRecord of(MessageRecord stored) {
    Message answer = isReadable() ? run.answer().orElse(null) : null;
    return answer == null || !answer.id().equals(stored.message().id())
        ? stored
        : new MessageRecord(answer, run.toolCalls(), run.thoughts());
  }

  /**
   * {@return whether a stored message is the answer of a run that has not ended}
   *
   * @param message the message
   */
  public static boolean is(Message message) {
    return message.runId() != null && message.status() == MessageStatus.PARTIAL;
  }
}
