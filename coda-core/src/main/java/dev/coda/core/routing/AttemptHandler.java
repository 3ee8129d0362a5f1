package dev.coda.core.routing;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.ModelStreamHandler;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;

/** Receives a model on behalf of an attempt. */
record AttemptHandler(Attempt attempt) implements ModelStreamHandler {
  @Override
  public CancelSignal cancelSignal() {
    return attempt.signal();
  }

  /** A model that routes by itself may do so; for the caller it is one attempt. */
  @Override
  public void onAttemptStarted(ModelRef model, int number) {}

  @Override
  public void onAttemptReset(String reason) {
    attempt.say(AttemptHandler::reset, reason);
  }

  private static void reset(StreamingChatResponseHandler handler, String reason) {
    if (handler instanceof ModelStreamHandler run) {
      run.onAttemptReset(reason);
    } else {
      throw new IllegalStateException("what was said cannot be taken back");
    }
  }

  @Override
  public void onPartialResponse(String text) {
    attempt.say(StreamingChatResponseHandler::onPartialResponse, text);
  }

  @Override
  public void onPartialResponse(PartialResponse text, PartialResponseContext context) {
    PartialResponseContext own = new PartialResponseContext(own(context.streamingHandle()));
    attempt.say((handler, piece) -> handler.onPartialResponse(piece, own), text);
  }

  @Override
  public void onPartialThinking(PartialThinking thinking) {
    attempt.say(StreamingChatResponseHandler::onPartialThinking, thinking);
  }

  @Override
  public void onPartialThinking(PartialThinking thinking, PartialThinkingContext context) {
    PartialThinkingContext own = new PartialThinkingContext(own(context.streamingHandle()));
    attempt.say((handler, piece) -> handler.onPartialThinking(piece, own), thinking);
  }

  @Override
  public void onPartialToolCall(PartialToolCall call) {
    attempt.say(StreamingChatResponseHandler::onPartialToolCall, call);
  }

  @Override
  public void onPartialToolCall(PartialToolCall call, PartialToolCallContext context) {
    PartialToolCallContext own = new PartialToolCallContext(own(context.streamingHandle()));
    attempt.say((handler, piece) -> handler.onPartialToolCall(piece, own), call);
  }

  @Override
  public void onCompleteToolCall(CompleteToolCall call) {
    attempt.say(StreamingChatResponseHandler::onCompleteToolCall, call);
  }

  @Override
  public void onUnmappedRawEvent(Object event) {
    attempt.say(StreamingChatResponseHandler::onUnmappedRawEvent, event);
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    attempt.answered(response);
  }

  @Override
  public void onError(Throwable error) {
    attempt.failed(error);
  }

  private StreamingHandle own(StreamingHandle handle) {
    attempt.endsWith(handle);
    return new Handle(handle, attempt.signal());
  }

  /** A model need not report anything after a cancel, so the attempt must be notified as well. */
  private record Handle(StreamingHandle model, CancelSignal signal) implements StreamingHandle {
    @Override
    public void cancel() {
      model.cancel();
      signal.cancel(CancelReason.REQUESTED);
    }

    @Override
    public boolean isCancelled() {
      return signal.isCancelled() || model.isCancelled();
    }
  }
}
