package dev.coda.core.routing;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.OutOfMemory;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.ModelStreamHandler;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a model a question on the side of a run, for a bounded time, and wants the whole answer.
 * Thread-safe.
 */
public final class BriefCall {
  /** Many times what a judgement or a title needs. */
  private static final int LONGEST_ANSWER = 256 * 1024;

  private final Supplier<? extends StreamingChatModel> model;
  private final Executor executor;
  private final Duration atMost;

  /**
   * @param model looked up at each call, for a provider may have no key yet
   * @param executor where the model is called, so that one that does not stop is left behind
   */
  public BriefCall(
      Supplier<? extends StreamingChatModel> model, Executor executor, Duration atMost) {
    this.model = model;
    this.executor = executor;
    this.atMost = atMost;
  }

  /**
   * Asks and waits.
   *
   * @param signal ends the waiting, and the call, before its time
   * @throws ProviderException if the model fails, or does not answer in time
   */
  public ChatResponse ask(ChatRequest request, CancelSignal signal) throws InterruptedException {
    WholeAnswer answer = new WholeAnswer();
    try (CancelSignal.Registration stop = signal.onCancel(answer::stop)) {
      CompletableFuture<Void> call =
          CompletableFuture.runAsync(() -> model.get().chat(request, answer), executor);
      CompletableFuture<Void> unused =
          call.whenComplete((nothing, failure) -> answer.ended(failure));
      return answer.response.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      OutOfMemory.rethrow(e);
      throw failure(FailureKind.PROVIDER_ERROR, "The model failed.", e.getCause());
    } catch (TimeoutException e) {
      throw failure(FailureKind.PROVIDER_TIMEOUT, "The model took more than " + atMost + ".", e);
    } finally {
      answer.stop();
    }
  }

  private static ProviderException failure(
      FailureKind kind, String message, @Nullable Throwable cause) {
    return cause instanceof ProviderException known
        ? known
        : ProviderException.of(kind, "model", message).cause(cause).build();
  }

  private static final class WholeAnswer implements ModelStreamHandler {
    private final CompletableFuture<ChatResponse> response = new CompletableFuture<>();
    private final CancelSignal signal = CancelSignal.create();
    private long said;

    void stop() {
      response.completeExceptionally(failure(FailureKind.CANCELLED, "Stopped.", null));
      signal.cancel(CancelReason.REQUESTED);
    }

    /** A model that throws has not said so to its handler. */
    void ended(@Nullable Throwable failure) {
      if (failure != null) {
        response.completeExceptionally(failure);
      }
    }

    @Override
    public CancelSignal cancelSignal() {
      return signal;
    }

    @Override
    public void onAttemptStarted(ModelRef asked, int attempt) {}

    @Override
    public void onAttemptReset(String reason) {
      said = 0;
    }

    @Override
    public void onPartialResponse(String text) {
      count(text);
    }

    @Override
    public void onPartialThinking(PartialThinking thinking) {
      count(thinking.text());
    }

    private void count(String piece) {
      said += piece.length();
      if (said > LONGEST_ANSWER) {
        ProviderException tooLarge =
            failure(
                FailureKind.ANSWER_TOO_LARGE,
                "The model said more than %d characters.".formatted(LONGEST_ANSWER),
                null);
        response.completeExceptionally(tooLarge);
        signal.cancel(CancelReason.REQUESTED);
        throw tooLarge;
      }
    }

    @Override
    public void onCompleteResponse(ChatResponse whole) {
      response.complete(whole);
    }

    @Override
    public void onError(Throwable error) {
      response.completeExceptionally(error);
    }
  }
}
