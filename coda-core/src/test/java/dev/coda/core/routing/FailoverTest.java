package dev.coda.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.model.ModelRef;
import dev.coda.testkit.model.ModelScript;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class FailoverTest {
  private final Fakes.Time time = new Fakes.Time();

  @ParameterizedTest
  @EnumSource(names = {"STREAM_CUT", "PROVIDER_TIMEOUT", "MALFORMED_RESPONSE", "PROVIDER_ERROR"})
  void takesBackWhatABrokenAttemptHasSaid(FailureKind kind) {
    var a = Fakes.provider("a", Fakes.say("wro", "ng").fail(Fakes.failure(kind)));
    var b = Fakes.provider("b", Fakes.say("ri", "ght"));

    Recording heard = Fakes.call(router(a, b).retry(RetrySettings.none()).build(), "r");

    assertThat(heard.heard)
        .containsExactly(
            "start a 1",
            "say wro",
            "say ng",
            "start b 2",
            "reset " + kind.code(),
            "say ri",
            "say ght",
            "done right");
  }

  @Test
  void keepsWhatWasSaidIfTheAttemptsAfterItSayNothing() {
    var a = Fakes.provider("a", Fakes.say("one").fail(Fakes.failure(FailureKind.STREAM_CUT)));
    var b = Fakes.provider("b", Fakes.fail(FailureKind.PROVIDER_ERROR));

    Recording heard = Fakes.call(router(a, b).retry(RetrySettings.none()).build(), "r");

    assertThat(heard.heard).containsExactly("start a 1", "say one", "start b 2", "error");
    assertThat(heard.text()).isEqualTo("one");
  }

  @Test
  void asksAgainWhenAnAnswerIsEmpty() {
    var a = Fakes.provider("a", Fakes.say(), Fakes.say("yes"));

    Recording heard = Fakes.call(router(a, Fakes.provider("b")).build(), "a/m");

    assertThat(heard.heard).containsExactly("start a 1", "start a 2", "say yes", "done yes");
  }

  @Test
  void reportsAnEmptyAnswerWhereNothingIsTriedAgain() {
    var a = Fakes.provider("a", Fakes.say());

    Recording heard =
        Fakes.call(router(a, Fakes.provider("b")).retry(RetrySettings.none()).build(), "a/m");

    assertThat(heard.kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
    assertThat(heard.error).hasMessageContaining("is empty");
  }

  @Test
  void aRunStaysWithTheTargetThatAnswered() {
    var a = Fakes.provider("a", Fakes.fail(FailureKind.PERMISSION), Fakes.say("a again"));
    var b = Fakes.provider("b", Fakes.say("one"), Fakes.say("two"));
    ModelRouter router = router(a, b).build();
    RoutedModel model = router.model(router.resolve("r"), Map.of()).forOneRun();

    assertThat(model.first()).isEqualTo(ModelRef.of("a/m"));
    model.chat(Fakes.REQUEST, new Recording(CancelSignal.create()));
    assertThat(model.first()).isEqualTo(ModelRef.of("b/m"));
    Recording second = new Recording(CancelSignal.create());
    model.chat(Fakes.REQUEST, second);

    assertThat(second.heard).startsWith("start b 1");
    assertThat(Fakes.call(router, "r").heard).startsWith("start a 1");
  }

  @Test
  void keepsWhatTheLastAttemptHasSaid() {
    var a = Fakes.provider("a", Fakes.say("one").fail(Fakes.failure(FailureKind.STREAM_CUT)));
    var b = Fakes.provider("b", Fakes.say("two").fail(Fakes.failure(FailureKind.STREAM_CUT)));

    Recording heard = Fakes.call(router(a, b).retry(RetrySettings.none()).build(), "r");

    assertThat(heard.text()).isEqualTo("two");
    assertThat(heard.kind()).isEqualTo(FailureKind.STREAM_CUT);
  }

  @Test
  void neverTellsAPlainHandlerAnythingTwice() {
    var a = Fakes.provider("a", Fakes.say("one").fail(Fakes.failure(FailureKind.STREAM_CUT)));
    var b = Fakes.provider("b", Fakes.say("two"));
    Plain plain = new Plain();

    Fakes.chat(router(a, b).build(), "r", plain);

    assertThat(plain.heard).containsExactly("one", "error");
    assertThat(b.calls()).isZero();
  }

  @Test
  void failsOverForAPlainHandlerThatHasHeardNothing() {
    var a = Fakes.provider("a", Fakes.fail(FailureKind.AUTHENTICATION));
    var b = Fakes.provider("b", Fakes.say("two"));
    Plain plain = new Plain();

    Fakes.chat(router(a, b).build(), "r", plain);

    assertThat(plain.heard).containsExactly("two", "done two");
  }

  @Test
  void doesNotBlameTheModelForWhatTheCallerThrows() {
    var a = Fakes.provider("a", Fakes.say("one"));
    var b = Fakes.provider("b", Fakes.say("two"));
    var fenced = new StoreException(FailureKind.FENCED, "Another process owns the run.");
    Plain plain =
        new Plain() {
          @Override
          public void onPartialResponse(String text) {
            throw fenced;
          }
        };

    Fakes.chat(router(a, b).build(), "r", plain);

    assertThat(plain.error).isSameAs(fenced);
    assertThat(b.calls()).isZero();
  }

  @Test
  void understandsTheFailuresOfOtherModels() {
    var a =
        Fakes.provider(
            "a",
            ModelScript.create().fail(new RateLimitException("slow down")),
            ModelScript.create().fail(new IllegalStateException("a defect")));
    var b = Fakes.provider("b", ModelScript.create().fail(new InvalidRequestException("no")));
    var c = Fakes.provider("c", Fakes.say("yes"));
    ModelRouter router =
        ModelRouter.builder()
            .providers(a, b, c)
            .clock(time)
            .route("r", Route.fallback("a/m", "b/m", "c/m"))
            .build();

    Recording heard = Fakes.call(router, "r");

    assertThat(heard.heard)
        .containsExactly("start a 1", "start a 2", "start b 3", "start c 4", "say yes", "done yes");
  }

  @Test
  void waitsForAModelThatAnswersOnItsOwnThread() {
    StreamingChatModel async =
        new StreamingChatModel() {
          @Override
          public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
            Thread thread =
                new Thread(
                    () -> Fakes.provider("x", Fakes.say("later")).model.chat(request, handler));
            thread.start();
          }
        };
    var a = new Fakes.Provider("a", async);

    assertThat(Fakes.call(ModelRouter.of(a), "a/m").heard)
        .containsExactly("start a 1", "say later", "done later");
  }

  @Test
  void aPlainHandlerCancelsThroughItsHandle() {
    AtomicBoolean told = new AtomicBoolean();
    StreamingHandle handle =
        new StreamingHandle() {
          @Override
          public void cancel() {
            told.set(true);
          }

          @Override
          public boolean isCancelled() {
            return told.get();
          }
        };
    StreamingChatModel silentAfterCancel =
        new StreamingChatModel() {
          @Override
          public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
            handler.onPartialResponse(
                new PartialResponse("one"), new PartialResponseContext(handle));
          }
        };
    Plain plain =
        new Plain() {
          @Override
          public void onPartialResponse(PartialResponse text, PartialResponseContext context) {
            context.streamingHandle().cancel();
          }
        };

    Fakes.chat(ModelRouter.of(new Fakes.Provider("a", silentAfterCancel)), "a/m", plain);

    assertThat(told).isTrue();
    assertThat(plain.heard).containsExactly("error");
  }

  @Test
  void dropsWhatAModelSaysAfterItsEnd() {
    StreamingChatModel chatty =
        new StreamingChatModel() {
          @Override
          public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
            handler.onError(Fakes.failure(FailureKind.CONTENT_FILTERED));
            handler.onPartialResponse("and yet");
          }
        };

    Recording heard =
        Fakes.call(ModelRouter.of(new Fakes.Provider("a", chatty)), "a/m", CancelSignal.create());

    assertThat(heard.heard).containsExactly("start a 1", "error");
  }

  private ModelRouter.Builder router(Fakes.Provider a, Fakes.Provider b) {
    return ModelRouter.builder()
        .providers(a, b)
        .clock(time)
        .route("r", Route.fallback("a/m", "b/m"));
  }

  private static class Plain implements StreamingChatResponseHandler {
    final List<String> heard = new ArrayList<>();
    @Nullable Throwable error;

    @Override
    public void onPartialResponse(String text) {
      heard.add(text);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      heard.add("done " + response.aiMessage().text());
    }

    @Override
    public void onError(Throwable failure) {
      error = failure;
      heard.add("error");
    }
  }
}
