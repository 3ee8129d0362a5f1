package dev.coda.api.model;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A blocking model that calls a streaming model with the same settings. It throws failures as the
 * streaming model reports them. Thread-safe.
 */
public final class FoldedChatModel implements ChatModel {
  private final StreamingChatModel streaming;

  private FoldedChatModel(StreamingChatModel streaming) {
    this.streaming = streaming;
  }

  /**
   * Folds any streaming model, whether its calls block or not.
   *
   * @param streaming the model to fold
   * @return the blocking model
   */
  public static FoldedChatModel of(StreamingChatModel streaming) {
    return new FoldedChatModel(streaming);
  }

  @Override
  public ChatRequestParameters defaultRequestParameters() {
    return streaming.defaultRequestParameters();
  }

  @Override
  public Set<Capability> supportedCapabilities() {
    return streaming.supportedCapabilities();
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
    streaming.chat(request, new LastWord(answer));
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private record LastWord(CompletableFuture<ChatResponse> answer)
      implements StreamingChatResponseHandler {
    @Override
    public void onCompleteResponse(ChatResponse response) {
      answer.complete(response);
    }

    @Override
    public void onError(Throwable failure) {
      answer.completeExceptionally(failure);
    }
  }
}
