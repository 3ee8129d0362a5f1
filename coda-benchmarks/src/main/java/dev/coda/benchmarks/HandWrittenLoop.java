package dev.coda.benchmarks;

import dev.coda.api.tool.ToolSpec;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The loop that somebody writes in ten minutes: no events, no store, no limits, no cancel. */
final class HandWrittenLoop {
  private final ToolSpecification tool;

  HandWrittenLoop(ToolSpec tool) {
    this.tool =
        ToolSpecification.builder().name(tool.name()).description(tool.description()).build();
  }

  String answer(StreamingChatModel model, String question) {
    List<ChatMessage> messages = new ArrayList<>();
    messages.add(UserMessage.from(question));
    while (true) {
      AiMessage reply = ask(model, messages);
      if (!reply.hasToolExecutionRequests()) {
        return reply.text();
      }
      messages.add(reply);
      for (ToolExecutionRequest request : reply.toolExecutionRequests()) {
        messages.add(ToolExecutionResultMessage.from(request, call(request)));
      }
    }
  }

  private AiMessage ask(StreamingChatModel model, List<ChatMessage> messages) {
    Collected reply = new Collected();
    model.chat(ChatRequest.builder().messages(messages).toolSpecifications(tool).build(), reply);
    if (reply.message == null) {
      throw new IllegalStateException("the model did not answer");
    }
    return reply.message;
  }

  private static String call(ToolExecutionRequest request) {
    return switch (request.name()) {
      case "add" -> SmallTool.sum(SmallTool.json(request.arguments())).toString();
      default -> throw new IllegalStateException("there is no tool " + request.name());
    };
  }

  private static final class Collected implements StreamingChatResponseHandler {
    private @Nullable AiMessage message;

    @Override
    public void onPartialResponse(String delta) {}

    @Override
    public void onCompleteResponse(ChatResponse response) {
      message = response.aiMessage();
    }

    @Override
    public void onError(Throwable error) {
      throw new IllegalStateException(error);
    }
  }
}
