package dev.coda.core.internal.side;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.OutOfMemory;
import dev.coda.api.error.ProviderException;
import dev.coda.api.time.TimerClock;
import dev.coda.core.internal.usage.Attempts;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Calls a model outside of a run's answer, with a time limit, and returns the complete answer.
 * Thread-safe.
 */
public final class SideCall {
  private final Supplier<? extends StreamingChatModel> model;
  private final Executor executor;
  private final TimerClock clock;
  private final Duration atMost;

  /**
   * Prepares calls of one model.
   *
   * @param model returns the model for each call, since a provider may get its key later
   * @param executor the executor that calls the model, so that a call that does not stop can be
   *     abandoned
   */
  public SideCall(
      Supplier<? extends StreamingChatModel> model,
      Executor executor,
      TimerClock clock,
      Duration atMost) {
    this.model = model;
    this.executor = executor;
    this.clock = clock;
    this.atMost = atMost;
  }

  /** Asks and waits; see {@link #ask(ChatRequest, CancelSignal, Attempts)}. */
  public SideAnswer ask(ChatRequest request, CancelSignal signal) throws InterruptedException {
    return ask(request, signal, new Attempts());
  }

  /**
   * Asks and waits.
   *
   * @param signal ends the waiting, and the call, before its time
   * @param attempts records the output of the call's attempts
   * @throws ProviderException if the model fails, or does not answer in time
   */
  public SideAnswer ask(ChatRequest request, CancelSignal signal, Attempts attempts)
      throws InterruptedException {
    WholeAnswer whole = new WholeAnswer(attempts);
    try (CancelSignal.Registration stop = signal.onCancel(whole::stop)) {
      long deadline = clock.nanoTime() + atMost.toNanos();
      CompletableFuture<Void> call =
          CompletableFuture.runAsync(() -> model.get().chat(request, whole), executor);
      CompletableFuture<Void> unused =
          call.whenComplete((nothing, failure) -> whole.ended(failure));
      return clock.getUntil(whole.answer(), deadline);
    } catch (ExecutionException e) {
      OutOfMemory.rethrow(e);
      throw WholeAnswer.failure(FailureKind.PROVIDER_ERROR, "The model failed.", e.getCause());
    } catch (TimeoutException e) {
      throw WholeAnswer.failure(
          FailureKind.PROVIDER_TIMEOUT, "The model took more than " + atMost + ".", e);
    } finally {
      whole.stop();
    }
  }
}
