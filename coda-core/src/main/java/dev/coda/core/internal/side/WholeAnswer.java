package dev.coda.core.internal.side;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.ModelStreamHandler;
import dev.coda.api.model.Usage;
import dev.coda.core.internal.usage.Attempts;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Collects the whole answer of one model call. One that is much too long ends the call. Confined to
 * one thread at a time, but for the answer and {@link #stop}.
 */
final class WholeAnswer implements ModelStreamHandler {
  /** Many times what a summary, a judgement or a title needs. */
  private static final int LONGEST = 256 * 1024;

  private final CompletableFuture<SideAnswer> answer = new CompletableFuture<>();
  private final CancelSignal signal = CancelSignal.create();
  private final Attempts attempts;
  private @Nullable ModelRef model;
  private long said;

  WholeAnswer(Attempts attempts) {
    this.attempts = attempts;
  }

  CompletableFuture<SideAnswer> answer() {
    return answer;
  }

  /** Ends the waiting and the call. */
  void stop() {
    end(failure(FailureKind.CANCELLED, "Stopped.", null));
  }

  /** A model that throws has not called its handler with the failure. */
  void ended(@Nullable Throwable failure) {
    if (failure != null) {
      answer.completeExceptionally(failure);
    }
  }

  static ProviderException failure(FailureKind kind, String message, @Nullable Throwable cause) {
    return cause instanceof ProviderException known
        ? known
        : ProviderException.of(kind, "model", message).cause(cause).build();
  }

  @Override
  public CancelSignal cancelSignal() {
    return signal;
  }

  @Override
  public void onAttemptStarted(ModelRef asked, int attempt) {
    model = asked;
    attempts.started(asked);
  }

  @Override
  public void onAttemptReset(String reason) {
    attempts.reset();
    said = 0;
  }

  @Override
  public void onPartialResponse(String text) {
    said(text);
  }

  @Override
  public void onPartialThinking(PartialThinking thinking) {
    said(thinking.text());
  }

  private void said(String piece) {
    attempts.said(piece);
    said += piece.length();
    if (said > LONGEST) {
      ProviderException tooLarge =
          failure(
              FailureKind.ANSWER_TOO_LARGE,
              "The model said more than %d characters.".formatted(LONGEST),
              null);
      end(tooLarge);
      throw tooLarge;
    }
  }

  @Override
  public void onCompleteResponse(ChatResponse whole) {
    String text = Objects.requireNonNullElse(whole.aiMessage().text(), "");
    answer.complete(new SideAnswer(model, text, Usage.from(whole.tokenUsage())));
  }

  @Override
  public void onError(Throwable error) {
    answer.completeExceptionally(error);
  }

  private void end(ProviderException why) {
    answer.completeExceptionally(why);
    signal.cancel(CancelReason.REQUESTED);
  }
}
