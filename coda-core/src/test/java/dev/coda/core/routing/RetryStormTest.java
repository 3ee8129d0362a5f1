package dev.coda.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Simulates many calls while targets fail, in a time that passes by itself. */
class RetryStormTest {
  private static final int CALLS = 20_000;

  private final Fakes.Time time =
      new Fakes.Time() {
        @Override
        public boolean sleep(Duration wait, CancelSignal signal) {
          return true;
        }
      };
  private final Random random = new Random(42);

  @Test
  void makesAtMostAboutTwoAttemptsForEachSuccessWhenHalfFail() {
    Counted a = new Counted(() -> random.nextBoolean());
    ModelRouter router = router(BreakerSettings.defaults(), a);

    int successes = successes(router, CALLS);

    assertThat((double) a.calls / successes).isLessThanOrEqualTo(2.05);
    assertThat((double) successes / CALLS).isGreaterThan(0.8);
  }

  @Test
  void almostAlwaysAnswersWhenHalfFailAndThereIsAnotherTarget() {
    Counted a = new Counted(() -> random.nextBoolean());
    Counted b = new Counted(() -> random.nextBoolean());
    ModelRouter router = router(BreakerSettings.defaults(), a, b);

    int successes = successes(router, CALLS);

    assertThat((double) (a.calls + b.calls) / successes).isLessThanOrEqualTo(2.05);
    assertThat((double) successes / CALLS).isGreaterThan(0.97);
  }

  @Test
  void retriesAreNeverMoreThanTheBudgetWhenAllFail() {
    Counted a = new Counted(() -> true);
    BreakerSettings never =
        new BreakerSettings(2_000, Duration.ofMillis(1), 2_000, 1, Duration.ofSeconds(1));
    ModelRouter router =
        builder(never, a).retry(RetrySettings.defaults().withBudget(0.2, 20)).build();

    assertThat(successes(router, 1_000)).isZero();

    assertThat(a.calls).isBetween(1_200, 1_220);
  }

  @Test
  void aDeadTargetIsHardlyAskedAtAll() {
    Counted a = new Counted(() -> true);
    ModelRouter router = router(BreakerSettings.defaults(), a);

    assertThat(successes(router, 1_000)).isZero();

    // A hundred seconds: until it opens, and then one probe each fifteen seconds.
    assertThat(a.calls).isLessThan(30);
  }

  private int successes(ModelRouter router, int calls) {
    int successes = 0;
    for (int i = 0; i < calls; i++) {
      Recording heard = Fakes.call(router, "r");
      successes += heard.error == null ? 1 : 0;
      time.pass(Duration.ofMillis(100));
    }
    return successes;
  }

  private ModelRouter router(BreakerSettings breaker, Counted... models) {
    return builder(breaker, models).build();
  }

  private ModelRouter.Builder builder(BreakerSettings breaker, Counted... models) {
    ModelRouter.Builder builder =
        ModelRouter.builder().clock(time).chance(random::nextDouble).breaker(breaker);
    String[] refs = new String[models.length];
    for (int i = 0; i < models.length; i++) {
      builder.providers(new Fakes.Provider("p" + i, models[i]));
      refs[i] = "p" + i + "/m";
    }
    return builder.route("r", Route.fallback(refs));
  }

  private static final class Counted implements StreamingChatModel {
    private final BooleanSupplier fails;
    private int calls;

    Counted(BooleanSupplier fails) {
      this.fails = fails;
    }

    @Override
    public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
      calls++;
      if (fails.getAsBoolean()) {
        handler.onError(Fakes.failure(FailureKind.OVERLOADED));
      } else {
        handler.onCompleteResponse(ChatResponse.builder().aiMessage(AiMessage.from("yes")).build());
      }
    }
  }
}
