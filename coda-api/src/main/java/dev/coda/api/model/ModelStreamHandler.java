package dev.coda.api.model;

import dev.coda.api.cancel.CancelSignal;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import org.jspecify.annotations.Nullable;

/**
 * Extends langchain4j's handler for runs: a call can be cancelled before the first token, and
 * attempts are reported. A model that does not know this type works all the same.
 *
 * <p>Its methods are called by one thread at a time, in order, and not after the response or the
 * error. Confined to one thread at a time.
 */
public interface ModelStreamHandler extends StreamingChatResponseHandler {
  /** {@return the signal at which the model closes its connection and reports {@code CANCELLED}} */
  CancelSignal cancelSignal();

  /**
   * Called before a model is called; attempts count from 1 within one call.
   *
   * @param model the model
   * @param attempt the number of the attempt, from 1
   */
  void onAttemptStarted(ModelRef model, int attempt);

  /**
   * Called before a model is called, with the reason if it is not the first attempt. By default it
   * calls {@link #onAttemptStarted(ModelRef, int)}.
   *
   * @param model the model
   * @param attempt the number of the attempt, from 1
   * @param reason the kind of failure of the attempt before, {@code breaker_open} if a target was
   *     skipped, or {@code slow} if one took long; null for the first
   */
  default void onAttemptStarted(ModelRef model, int attempt, @Nullable String reason) {
    onAttemptStarted(model, attempt);
  }

  /**
   * Called when the output of this attempt no longer counts.
   *
   * @param reason the reason
   */
  void onAttemptReset(String reason);
}
