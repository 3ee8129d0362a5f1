package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coda.api.model.ModelProvider;
import dev.coda.core.routing.ModelRouter;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.coda.testkit.time.FakeClock;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A model of langchain4j's that knows nothing of Coda. */
@Timeout(20)
class ForeignModelTest {
  @Test
  void answersUnderANameOfTheApplications() {
    StreamingChatModel model =
        new StreamingChatModel() {
          @Override
          public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
            handler.onPartialResponse("Oslo.");
            handler.onCompleteResponse(
                ChatResponse.builder().aiMessage(AiMessage.from("Oslo.")).build());
          }
        };
    try (Coda coda = Coda.builder().models(ModelProvider.of("mine", model)).build()) {
      assertThat(coda.ask("What is the capital of Norway?").text()).isEqualTo("Oslo.");
    }
  }

  @Test
  void codaModelServesLibrariesOverLangchain4j() {
    ModelRouter router = ModelRouter.of(ScriptedModel.of(ModelScript.create().say("Hello.")));

    assertThat(router.chatModel("scripted/model").chat("Hello!")).isEqualTo("Hello.");
  }

  @Test
  void cancelReachesItsStream() {
    EndlessModel model = new EndlessModel();
    try (Coda coda = Coda.builder().models(ModelProvider.of("mine", model)).build()) {
      Reply reply = coda.chat().start("Talk.");
      await().until(() -> model.handle.spoke);

      reply.cancel();

      await().untilAsserted(() -> assertThat(model.handle.isCancelled()).isTrue());
      assertThatThrownBy(reply::answer).isInstanceOf(RunFailedException.class);
    }
  }

  @Test
  void deadlineReachesItsStream() {
    EndlessModel model = new EndlessModel();
    FakeClock clock = FakeClock.at(Instant.EPOCH);
    try (Coda coda =
        Coda.builder()
            .models(ModelProvider.of("mine", model))
            .limits(limits -> limits.timeout(Duration.ofSeconds(2)))
            .agent(agent -> agent.clock(clock))
            .build()) {
      Reply reply = coda.chat().start("Talk.");
      await().until(() -> model.handle.spoke);

      clock.advance(Duration.ofSeconds(2));

      assertThatThrownBy(reply::answer)
          .isInstanceOfSatisfying(
              RunFailedException.class,
              failure -> assertThat(failure.code()).isEqualTo("deadline_exceeded"));
      await().untilAsserted(() -> assertThat(model.handle.isCancelled()).isTrue());
    }
  }

  /** Streams one word, on the calling thread, and never comes to an end. */
  private static final class EndlessModel implements StreamingChatModel {
    private final Handle handle = new Handle();

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
      handler.onPartialResponse(new PartialResponse("word"), new PartialResponseContext(handle));
      handle.spoke = true;
    }
  }

  private static final class Handle implements StreamingHandle {
    private volatile boolean spoke;
    private volatile boolean cancelled;

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }
  }
}
