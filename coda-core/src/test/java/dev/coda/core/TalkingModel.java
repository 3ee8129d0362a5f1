package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.model.Credentials;
import dev.coda.api.model.DetailedTokenUsage;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A model whose answer depends on the history alone, so that any process that continues a run gets
 * the same: it asks for the first tools, then for the second, then it answers. It refuses a history
 * in which a call has not exactly one result.
 */
final class TalkingModel implements ModelProvider, StreamingChatModel {
  static final ModelRef REF = new ModelRef("talking", "model");
  static final String ANSWER = "All of it is done.";

  final List<ChatRequest> requests = new CopyOnWriteArrayList<>();
  private final List<List<String>> tools;

  TalkingModel(List<List<String>> tools) {
    this.tools = tools;
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
    requests.add(request);
    int replies = checked(request.messages());
    AiMessage.Builder message = AiMessage.builder();
    if (replies < tools.size()) {
      handler.onPartialThinking(new PartialThinking("Step " + replies + " needs tools."));
      handler.onPartialResponse("Let me ");
      handler.onPartialResponse("see. ");
      message.text("Let me see. ").toolExecutionRequests(requests(tools.get(replies)));
    } else {
      for (String piece : List.of("All of ", "it is ", "done.")) {
        handler.onPartialResponse(piece);
      }
      message.text(ANSWER);
    }
    handler.onCompleteResponse(
        ChatResponse.builder()
            .aiMessage(message.build())
            .tokenUsage(new DetailedTokenUsage(Usage.of(10, 5)))
            .finishReason(replies < tools.size() ? FinishReason.TOOL_EXECUTION : FinishReason.STOP)
            .build());
  }

  private static List<ToolExecutionRequest> requests(List<String> names) {
    List<ToolExecutionRequest> requests = new ArrayList<>();
    for (String name : names) {
      requests.add(
          ToolExecutionRequest.builder()
              .id("c" + requests.size())
              .name(name)
              .arguments("{\"n\": " + requests.size() + "}")
              .build());
    }
    return requests;
  }

  /** Returns how many replies since the last question asked for tools. */
  private static int checked(List<ChatMessage> history) {
    int replies = 0;
    for (int i = 0; i < history.size(); i++) {
      if (history.get(i) instanceof UserMessage) {
        replies = 0;
      }
      if (history.get(i) instanceof AiMessage said && said.hasToolExecutionRequests()) {
        replies++;
        for (ToolExecutionRequest call : said.toolExecutionRequests()) {
          i++;
          assertThat(history.get(i)).isInstanceOf(ToolExecutionResultMessage.class);
          assertThat(((ToolExecutionResultMessage) history.get(i)).id()).isEqualTo(call.id());
        }
      }
    }
    return replies;
  }
}
