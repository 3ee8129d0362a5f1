package dev.coda.providers.internal.wire;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
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

/**
 * Passes the pieces of a stream to a handler, until the call is cancelled. Confined to one thread
 * at a time.
 */
public final class HandlerSink implements StreamSink {
  private final String provider;
  private final StreamingChatResponseHandler handler;
  private final CancelSignal cancel;
  private final PartialResponseContext responseContext;
  private final PartialThinkingContext thinkingContext;
  private final PartialToolCallContext toolCallContext;
  private ArgumentNames names = ArgumentNames.UNCHANGED;
  private boolean complete;
  private long pieces;

  HandlerSink(String provider, StreamingChatResponseHandler handler, CancelSignal cancel) {
    this.provider = provider;
    this.handler = handler;
    this.cancel = cancel;
    StreamingHandle handle = new SignalHandle(cancel);
    this.responseContext = new PartialResponseContext(handle);
    this.thinkingContext = new PartialThinkingContext(handle);
    this.toolCallContext = new PartialToolCallContext(handle);
  }

  @Override
  public void text(String piece) {
    checkNotCancelled();
    pieces++;
    handler.onPartialResponse(new PartialResponse(piece), responseContext);
  }

  @Override
  public void thinking(String piece) {
    checkNotCancelled();
    pieces++;
    handler.onPartialThinking(new PartialThinking(piece), thinkingContext);
  }

  @Override
  public void toolCallPiece(int position, String id, String name, String argumentsPiece) {
    checkNotCancelled();
    pieces++;
    PartialToolCall piece =
        PartialToolCall.builder()
            .index(position)
            .id(id)
            .name(name)
            .partialArguments(argumentsPiece)
            .build();
    handler.onPartialToolCall(piece, toolCallContext);
  }

  @Override
  public void toolCall(int position, ToolExecutionRequest call) {
    checkNotCancelled();
    handler.onCompleteToolCall(new CompleteToolCall(position, names.restored(call)));
  }

  /** Sets the names by which the arguments of tools were sent. */
  void argumentNames(ArgumentNames sent) {
    names = sent;
  }

  /** Returns how many pieces the handler has received. */
  long pieces() {
    return pieces;
  }

  /** Returns the signal that cancels only this call. */
  public CancelSignal cancelSignal() {
    return cancel;
  }

  /** Passes the complete response to the handler. */
  public void complete(ChatResponse response) {
    checkNotCancelled();
    complete = true;
    handler.onCompleteResponse(response);
  }

  boolean isComplete() {
    return complete;
  }

  /**
   * Ends the call if it was cancelled.
   *
   * @throws ProviderException of kind {@code CANCELLED} if it was cancelled
   */
  public void checkNotCancelled() {
    if (cancel.isCancelled()) {
      throw ProviderException.of(
              FailureKind.CANCELLED, provider, "The call to " + provider + " was cancelled.")
          .build();
    }
  }

  private record SignalHandle(CancelSignal signal) implements StreamingHandle {
    @Override
    public void cancel() {
      signal.cancel(CancelReason.REQUESTED);
    }

    @Override
    public boolean isCancelled() {
      return signal.isCancelled();
    }
  }
}
