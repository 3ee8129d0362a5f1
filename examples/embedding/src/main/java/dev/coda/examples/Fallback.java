package dev.coda.examples;

import dev.coda.api.model.ModelProvider;
import dev.coda.core.Answer;
import dev.coda.core.Coda;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.routing.Route;
import dev.coda.providers.demo.DemoProvider;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/** Asks a second model where the first one does not answer. */
final class Fallback {
  private Fallback() {}

  /** Any streaming model of langchain4j is a provider; this one is always down. */
  private static final class Down implements StreamingChatModel {
    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
      handler.onError(new IllegalStateException("The host is down."));
    }
  }

  public static void main(String[] arguments) {
    // region fallback
    ModelRouter router =
        ModelRouter.builder()
            .providers(ModelProvider.of("mine", new Down()), DemoProvider.create())
            .route("main", Route.fallback("mine/default", "demo/demo"))
            .build();
    try (Coda coda =
        Coda.builder()
            .agent(agent -> agent.models(router))
            .options(options -> options.defaultModel(router.resolve("main")))
            .build()) {
      Answer answer = coda.ask("hello");
      System.out.println(answer.message().model());
    }
    // endregion
  }

  static ModelRouter routes(ModelProvider openai, ModelProvider anthropic) {
    // region routes
    ModelRouter router =
        ModelRouter.builder()
            .providers(openai, anthropic)
            .route("main", Route.fallback("openai/gpt-5", "anthropic/claude-sonnet"))
            .route("fast", Route.leastLatency("openai/gpt-5-mini", "anthropic/claude-haiku"))
            .build();
    // endregion
    return router;
  }
}
