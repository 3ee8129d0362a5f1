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
 * Asks a model a question on the side of a run, for a bounded time, and wants the whole answer.
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
   * @param model looked up at each call, for a provider may have no key yet
   * @param executor where the model is called, so that one that does not stop is abandoned
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
   * @param attempts follows what the call's attempts say
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
