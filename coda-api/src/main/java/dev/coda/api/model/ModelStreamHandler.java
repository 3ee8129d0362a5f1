package dev.coda.api.model;

import dev.coda.api.cancel.CancelSignal;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import org.jspecify.annotations.Nullable;

/**
 * Adds to langchain4j's handler what a run needs: a way to cancel before the first token, and word
 * of attempts. A model that does not know this type works all the same.
 *
 * <p>Called by one thread at a time, in order; nothing after the response or the error. Confined to
 * one thread at a time.
 */
public interface ModelStreamHandler extends StreamingChatResponseHandler {
  /** {@return the signal at which the model closes its connection and reports {@code CANCELLED}} */
  CancelSignal cancelSignal();

  /**
   * Called when a model is about to be asked; attempts count from 1 within one call.
   *
   * @param model the model
   * @param attempt the number of the attempt, from 1
   */
  void onAttemptStarted(ModelRef model, int attempt);

  /**
   * Called like the other, with the reason of another attempt.
   *
   * @param model the model
   * @param attempt the number of the attempt, from 1
   * @param reason the kind of failure of the attempt before, {@code breaker_open} where a target
   *     was left alone, or {@code slow} where one took long; null for the first
   */
  default void onAttemptStarted(ModelRef model, int attempt, @Nullable String reason) {
    onAttemptStarted(model, attempt);
  }

  /**
   * Learns that what this attempt has said so far does not count, and why.
   *
   * @param reason why
   */
  void onAttemptReset(String reason);
}
