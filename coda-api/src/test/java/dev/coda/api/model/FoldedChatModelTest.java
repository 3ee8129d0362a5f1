package dev.coda.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import org.junit.jupiter.api.Test;

class FoldedChatModelTest {
  private static final ChatRequestParameters DEFAULTS =
      ChatRequestParameters.builder().modelName("m").temperature(0.5).build();

  @Test
  void waitsForAModelThatAnswersOnAnotherThread() {
    FoldedChatModel model =
        folding((request, handler) ->
            new Thread(() -> handler.onCompleteResponse(echo(request))).start());
    assertThat(model.chat("Hi")).isEqualTo("m 0.5 Hi");
  }

  @Test
  void throwsTheFailureItself() {
    IllegalStateException failure = new IllegalStateException("no");
    FoldedChatModel model = folding((request, handler) -> handler.onError(failure));
    assertThatThrownBy(() -> model.chat("Hi")).isSameAs(failure);
  }

  private interface Answer {
    void give(ChatRequest request, StreamingChatResponseHandler handler);
  }

  private static FoldedChatModel folding(Answer answer) {
    return FoldedChatModel.of(
        new StreamingChatModel() {
          @Override
          public ChatRequestParameters defaultRequestParameters() {
            return DEFAULTS;
          }

          @Override
          public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
            answer.give(request, handler);
          }
        });
  }

  private static ChatResponse echo(ChatRequest request) {
    String question = ((UserMessage) request.messages().get(0)).singleText();
    String text = request.modelName() + " " + request.temperature() + " " + question;
    return ChatResponse.builder().aiMessage(AiMessage.from(text)).build();
  }
}
