package dev.coda.core.routing;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.ModelRef;
import dev.coda.api.time.TimerClock;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.output.FinishReason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;

/**
 * Calls one target once, and records the outcome. It has its own signal, so that it can be given up
 * without the call. Thread-safe.
 */
final class Attempt {
  private static final long NOT_STARTED = Long.MIN_VALUE;

  private final Target target;
  private final CircuitBreaker.Permit permit;
  private final TimerClock clock;
  private final CancelSignal callSignal;
  private final Voice voice;
  private final CancelSignal signal = CancelSignal.create();
  private final CompletableFuture<Outcome> end = new CompletableFuture<>();
  private volatile boolean hasHandle;
  private volatile long start = NOT_STARTED;
  private volatile boolean spoke;
  private volatile boolean unheard;

  Attempt(
      Target target,
      CircuitBreaker.Permit permit,
      TimerClock clock,
      CancelSignal callSignal,
      Voice voice) {
    this.target = target;
    this.permit = permit;
    this.clock = clock;
    this.callSignal = callSignal;
    this.voice = voice;
  }

  /**
   * Receives the output of an attempt: a piece, and the handler's method for it. The two are
   * separate parameters so that no object is needed for each piece.
   */
  interface Voice {
    <T> void say(Attempt from, BiConsumer<StreamingChatResponseHandler, T> method, T piece);
  }

  ModelRef model() {
    return target.ref();
  }

  CancelSignal signal() {
    return signal;
  }

  /** Asks, and blocks until the model has answered, failed or been cancelled. Never throws. */
  Outcome call(ChatRequest request) {
    start = clock.nanoTime();
    Outcome outcome;
    try (CancelSignal.Registration ofCall = callSignal.onCancel(this::cancelWithCall);
        CancelSignal.Registration own =
            signal.onCancel(() -> end.complete(Outcome.cancelled(model())))) {
      if (!signal.isCancelled()) {
        target.model().chat(request, new AttemptHandler(this));
      }
      outcome = end.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      signal.cancel(CancelReason.REQUESTED);
      outcome = Outcome.cancelled(model());
    } catch (ExecutionException e) {
      throw new IllegalStateException("an outcome is always a value", e);
    } catch (Throwable e) {
      failed(e);
      outcome = end.join();
    }
    remember(outcome);
    return outcome;
  }

  /** Gives up on a target that is slower than another one. */
  void abandon() {
    if (!end.isDone() && !spoke) {
      noteLatency();
    }
    signal.cancel(CancelReason.REQUESTED);
  }

  /**
   * Cancels a model by its own handle when the attempt is cancelled. A model that does not know the
   * signal provides one with each piece, of which the first is used. Pieces come one at a time.
   */
  void endsWith(StreamingHandle handle) {
    if (!hasHandle) {
      hasHandle = true;
      signal.onCancel(handle::cancel);
    }
  }

  <T> void say(BiConsumer<StreamingChatResponseHandler, T> method, T piece) {
    if (end.isDone()) {
      return;
    }
    if (!spoke) {
      noteLatency();
      permit.answers();
      spoke = true;
    }
    try {
      voice.say(this, method, piece);
    } catch (RuntimeException | Error e) {
      unheard = true;
      throw e;
    }
  }

  void answered(ChatResponse response) {
    if (isEmpty(response)) {
      failed(
          ProviderException.of(
                  FailureKind.MALFORMED_RESPONSE,
                  model().provider(),
                  "The answer of %s is empty: try again, or use another model.".formatted(model()))
              .build());
    } else {
      end.complete(Outcome.answered(model(), response));
    }
  }

  /** An answer that ends normally, but has neither text nor calls, is useless. */
  private static boolean isEmpty(ChatResponse response) {
    AiMessage message = response.aiMessage();
    boolean whole = response.finishReason() == null || response.finishReason() == FinishReason.STOP;
    return whole
        && !message.hasToolExecutionRequests()
        && (message.text() == null || message.text().isBlank());
  }

  void failed(Throwable failure) {
    end.complete(Outcome.failed(model(), failure));
  }

  private void noteLatency() {
    long since = start;
    if (since != NOT_STARTED) {
      long now = clock.nanoTime();
      target.health().latency().took(now - since, now);
    }
  }

  private static boolean isOfTheRequest(Throwable failure) {
    Verdict verdict = Verdict.of(failure);
    return verdict == Verdict.END || verdict == Verdict.ELSEWHERE;
  }

  private void cancelWithCall() {
    signal.cancel(callSignal.reason().orElse(CancelReason.REQUESTED));
  }

  private void remember(Outcome outcome) {
    Throwable failure = outcome.failure();
    if (failure == null) {
      permit.returnWith(CircuitBreaker.Result.SUCCESS);
    } else if (unheard || isOfTheRequest(failure)) {
      permit.returnWith(CircuitBreaker.Result.NEITHER);
    } else {
      permit.returnWith(CircuitBreaker.Result.FAILURE);
      if (!spoke) {
        target.health().latency().failed();
      }
    }
  }
}
