package dev.coda.examples;

import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelRef;
import dev.coda.core.Coda;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Adds a provider with two models of its own. */
final class OwnProvider {
  private OwnProvider() {}

  // region own provider
  /** Repeats what the user said, in its own way. */
  private record Echo(boolean loud) implements StreamingChatModel {
    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
      UserMessage question = (UserMessage) request.messages().get(request.messages().size() - 1);
      String text = question.singleText();
      String answer = loud ? text.toUpperCase(Locale.ROOT) + "!" : text;
      handler.onPartialResponse(answer);
      handler.onCompleteResponse(ChatResponse.builder().aiMessage(AiMessage.from(answer)).build());
    }
  }

  private static final class EchoProvider implements ModelProvider {
    @Override
    public String name() {
      return "echo";
    }

    @Override
    public List<ModelInfo> models() {
      return List.of(
          ModelInfo.unknown(ModelRef.of("echo/plain")),
          ModelInfo.unknown(ModelRef.of("echo/loud")));
    }

    @Override
    public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
      return new Echo(modelName.equals("loud"));
    }
  }

  // endregion

  public static void main(String[] arguments) {
    // region use own provider
    try (Coda coda =
        Coda.builder()
            .models(new EchoProvider())
            .options(options -> options.defaultModel(ModelRef.of("echo/loud")))
            .build()) {
      System.out.println(coda.ask("hello"));
    }
    // endregion
    // region one model
    ModelProvider echo = ModelProvider.of("echo", new Echo(false));
    try (Coda coda = Coda.builder().models(echo).build()) {
      System.out.println(coda.ask("hello"));
    }
    // endregion
  }
}
