package dev.coda.providers.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.error.FailureKind;
import dev.coda.testkit.wire.RecordingHandler;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HandledCallTest {
  private static final ChatResponse RESPONSE =
      ChatResponse.builder().aiMessage(AiMessage.from("a")).build();

  @Test
  void endsWithTheResponse() {
    RecordingHandler handler = RecordingHandler.create();
    run(handler);
    assertThat(handler.lastWords()).containsExactly(RESPONSE);
  }

  @Test
  void endsWithWhatACallbackThrew() {
    IllegalStateException own = new IllegalStateException("mine");
    RecordingHandler handler =
        RecordingHandler.reacting(self -> {
          throw own;
        });
    run(handler);
    assertThat(handler.lastWords()).containsExactly(own);
    assertThat(handler.pieces()).hasSize(1);
  }

  @Test
  void throwsWhatTheLastCallbackThrew() {
    IllegalStateException own = new IllegalStateException("mine");
    List<Throwable> errors = new ArrayList<>();
    StreamingChatResponseHandler handler =
        new StreamingChatResponseHandler() {
          @Override
          public void onCompleteResponse(ChatResponse response) {
            throw own;
          }

          @Override
          public void onError(Throwable failure) {
            errors.add(failure);
          }
        };
    assertThatThrownBy(() -> run(handler)).isSameAs(own);
    assertThat(errors).isEmpty();
  }

  @Test
  void doesNotStartACallThatIsAlreadyCancelled() {
    RecordingHandler handler = RecordingHandler.create();
    handler.cancelSignal().cancel(CancelReason.REQUESTED);
    AtomicBoolean ran = new AtomicBoolean();
    HandledCall.run("openai", handler, sink -> ran.set(true));
    assertThat(ran).isFalse();
    assertThat(handler.failure().kind()).isEqualTo(FailureKind.CANCELLED);
  }

  @Test
  void saysNothingMoreOnceCancelled() {
    RecordingHandler handler =
        RecordingHandler.reacting(self -> self.cancelSignal().cancel(CancelReason.REQUESTED));
    run(handler);
    assertThat(handler.pieces()).containsExactly("text:a");
    assertThat(handler.failure().kind()).isEqualTo(FailureKind.CANCELLED);
  }

  @Test
  void isCancelledByTheHandleOfLangchain4j() {
    List<String> heard = new ArrayList<>();
    HandledCall.run(
        "openai",
        new StreamingChatResponseHandler() {
          @Override
          public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
            heard.add(piece.text());
            context.streamingHandle().cancel();
          }

          @Override
          public void onCompleteResponse(ChatResponse response) {
            heard.add("complete");
          }

          @Override
          public void onError(Throwable failure) {
            heard.add("error");
          }
        },
        HandledCallTest::speak);
    assertThat(heard).containsExactly("a", "error");
  }

  @Test
  void forgetsTheSignalOfARunThatGoesOn() {
    RecordingHandler handler = RecordingHandler.create();
    run(handler);
    handler.cancelSignal().cancel(CancelReason.REQUESTED);
    assertThat(handler.lastWords()).containsExactly(RESPONSE);
  }

  private static void run(StreamingChatResponseHandler handler) {
    HandledCall.run("openai", handler, HandledCallTest::speak);
  }

  private static void speak(HandlerSink sink) {
    sink.text("a");
    sink.text("b");
    sink.complete(RESPONSE);
  }
}
