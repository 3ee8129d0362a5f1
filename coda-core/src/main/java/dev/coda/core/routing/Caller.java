package dev.coda.core.routing;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.ModelStreamHandler;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The caller who waits for the answer. A run can withdraw text that it received; a plain handler
 * cannot, so there is no other attempt after it has received output. Called by one thread at a
 * time, though not always the same. Confined to one thread at a time.
 */
final class Caller implements Attempt.Voice {
  private final StreamingChatResponseHandler handler;
  private final @Nullable ModelStreamHandler run;
  private final CancelSignal signal;
  private int attempts;
  private volatile boolean heard;
  private volatile @Nullable String stale;
  private volatile @Nullable Throwable broken;

  Caller(StreamingChatResponseHandler handler) {
    this.handler = handler;
    this.run = handler instanceof ModelStreamHandler known ? known : null;
    this.signal = run == null ? CancelSignal.create() : run.cancelSignal();
  }

  CancelSignal signal() {
    return signal;
  }

  /**
   * Announces an attempt. The output of the previous attempt is kept until this one produces any: a
   * run whose last attempts produce nothing keeps its text.
   *
   * @param failure the failure of the previous attempt; empty if there is none
   * @param reason the reason for another attempt; null for the first
   */
  void started(ModelRef model, String failure, @Nullable String reason) {
    attempts++;
    if (heard) {
      stale = failure;
    }
    if (run != null) {
      run.onAttemptStarted(model, attempts, reason);
    }
  }

  @Override
  public <T> void say(Attempt from, BiConsumer<StreamingChatResponseHandler, T> method, T piece) {
    heard = true;
    try {
      forgetStale();
      method.accept(handler, piece);
    } catch (RuntimeException | Error e) {
      broken = e;
      throw e;
    }
  }

  /** Returns whether another attempt could be made without saying anything twice. */
  boolean canForget() {
    return run != null || !heard;
  }

  /** Returns the exception of the caller itself, for which another model does not help. */
  @Nullable Throwable broken() {
    return broken;
  }

  void finish(Outcome outcome) {
    if (outcome.response() != null) {
      forgetStale();
      handler.onCompleteResponse(outcome.response());
    } else if (outcome.failure() != null) {
      handler.onError(outcome.failure());
    }
  }

  private void forgetStale() {
    String reason = stale;
    if (reason != null) {
      stale = null;
      if (run != null) {
        run.onAttemptReset(reason);
      }
    }
  }
}
