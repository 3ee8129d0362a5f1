package dev.coda.bridge.agent;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.DetailedTokenUsage;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.ModelStreamHandler;
import dev.coda.api.model.Usage;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A model that calls one tool and then says what the tool returned. It keeps nothing between its
 * calls, so that a run can continue with another one. Thread-safe.
 */
final class RelayModel implements ModelProvider, StreamingChatModel {
  private static final ModelRef REF = new ModelRef("relay", "one");

  private final String tool;
  private final String arguments;
  private final Consumer<CancelSignal> step;
  private final AtomicInteger open = new AtomicInteger();

  /**
   * @param step is called at each step of a stream, with the signal that ends it
   */
  RelayModel(String tool, String arguments, Consumer<CancelSignal> step) {
    this.tool = tool;
    this.arguments = arguments;
    this.step = step;
  }

  /** Returns how many streams have not ended. */
  int openStreams() {
    return open.get();
  }

  @Override
  public String name() {
    return REF.provider();
  }

  @Override
  public List<ModelInfo> models() {
    return List.of(ModelInfo.unknown(REF));
  }

  @Override
  public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
    return this;
  }

  @Override
  public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
    CancelSignal signal =
        handler instanceof ModelStreamHandler run ? run.cancelSignal() : CancelSignal.create();
    open.incrementAndGet();
    try {
      step.accept(signal);
      ChatMessage last = request.messages().get(request.messages().size() - 1);
      AiMessage answer =
          last instanceof ToolExecutionResultMessage result ? say(result, handler) : call();
      step.accept(signal);
      if (signal.isCancelled() || Thread.currentThread().isInterrupted()) {
        handler.onError(
            ProviderException.of(FailureKind.CANCELLED, REF.provider(), "Cancelled.").build());
      } else {
        handler.onCompleteResponse(response(answer));
      }
    } finally {
      open.decrementAndGet();
    }
  }

  private AiMessage say(ToolExecutionResultMessage result, StreamingChatResponseHandler handler) {
    handler.onPartialResponse(result.text());
    return AiMessage.from(result.text());
  }

  private AiMessage call() {
    return AiMessage.from(
        ToolExecutionRequest.builder().id("call_0").name(tool).arguments(arguments).build());
  }

  private static ChatResponse response(AiMessage answer) {
    return ChatResponse.builder()
        .aiMessage(answer)
        .tokenUsage(new DetailedTokenUsage(Usage.of(10, 5)))
        .finishReason(
            answer.hasToolExecutionRequests() ? FinishReason.TOOL_EXECUTION : FinishReason.STOP)
        .build();
  }
}
