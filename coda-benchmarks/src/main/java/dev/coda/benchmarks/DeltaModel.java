package dev.coda.benchmarks;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayList;
import java.util.List;

/** Streams the arguments of one tool call four characters at a time, and then an answer. */
final class DeltaModel implements StreamingChatModel {
  private static final int DELTA = 4;
  private static final ChatResponse ANSWER = response(AiMessage.from("Done."), FinishReason.STOP);

  private final List<PartialToolCall> deltas = new ArrayList<>();
  private final ChatResponse call;

  DeltaModel(String toolName, String arguments) {
    for (int at = 0; at < arguments.length(); at += DELTA) {
      deltas.add(
          PartialToolCall.builder()
              .index(0)
              .id("call_0")
              .name(toolName)
              .partialArguments(arguments.substring(at, Math.min(at + DELTA, arguments.length())))
              .build());
    }
    ToolExecutionRequest request =
        ToolExecutionRequest.builder().id("call_0").name(toolName).arguments(arguments).build();
    this.call = response(AiMessage.from(request), FinishReason.TOOL_EXECUTION);
  }

  List<PartialToolCall> deltas() {
    return deltas;
  }

  @Override
  public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
    if (request.messages().getLast() instanceof ToolExecutionResultMessage) {
      handler.onPartialResponse(ANSWER.aiMessage().text());
      handler.onCompleteResponse(ANSWER);
      return;
    }
    deltas.forEach(handler::onPartialToolCall);
    handler.onCompleteResponse(call);
  }

  private static ChatResponse response(AiMessage message, FinishReason reason) {
    return ChatResponse.builder().aiMessage(message).finishReason(reason).build();
  }
}
