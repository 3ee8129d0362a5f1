package dev.coda.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.time.TimerClock;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.time.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HedgingTest {
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch loserGone = new CountDownLatch(1);

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @RepeatedTest(20)
  void keepsTheSecondTargetIfItSpeaksFirstAndCancelsTheOther() throws Exception {
    var b = Fakes.provider("b", ModelScript.create().then(call -> await(started)).say("fa", "st"));
    var a =
        Fakes.provider(
            "a",
            ModelScript.create()
                .then(call -> {
                  started.countDown();
                  call.awaitCancel();
                  loserGone.countDown();
                })
                .say("late"));

    Recording heard = Fakes.call(router(a, b, new Fakes.Time()), "r");
    loserGone.await();

    assertThat(heard.heard)
        .containsExactly("start a 1", "start b 2", "say fa", "say st", "done fast");
  }

  @RepeatedTest(20)
  void keepsTheFirstTargetIfItSpeaksFirstThoughTheOtherWasAsked() throws Exception {
    var asked = new CountDownLatch(1);
    var a = Fakes.provider("a", ModelScript.create().then(call -> await(asked)).say("sl", "ow"));
    var b =
        Fakes.provider(
            "b",
            ModelScript.create()
                .then(call -> {
                  asked.countDown();
                  call.awaitCancel();
                  loserGone.countDown();
                })
                .say("late"));

    Recording heard = Fakes.call(router(a, b, new Fakes.Time()), "r");
    loserGone.await();

    assertThat(heard.heard).containsExactly("start a 1", "say sl", "say ow", "done slow");
  }

  @Test
  void asksOneTargetAloneIfItSpeaksInTime() {
    var a = Fakes.provider("a", Fakes.say("quick"));
    var b = Fakes.provider("b", Fakes.say("no"));

    Recording heard = Fakes.call(router(a, b, FakeClock.at(Instant.EPOCH)), "r");

    assertThat(heard.heard).containsExactly("start a 1", "say quick", "done quick");
    assertThat(b.calls()).isZero();
  }

  @RepeatedTest(20)
  void waitsForTheOtherThoughOneCallsTheRequestWrong() {
    var refused = new CountDownLatch(1);
    var a =
        Fakes.provider("a", ModelScript.create().then(call -> await(refused)).say("an", "swer"));
    var b =
        Fakes.provider(
            "b",
            ModelScript.create()
                .then(call -> refused.countDown())
                .fail(Fakes.failure(FailureKind.CONTEXT_TOO_LONG)));

    Recording heard = Fakes.call(router(a, b, new Fakes.Time()), "r");

    assertThat(heard.text()).isEqualTo("answer");
    assertThat(heard.error).isNull();
  }

  @RepeatedTest(20)
  void waitsForTheOtherIfOneFails() {
    var asked = new CountDownLatch(1);
    var failed = new CountDownLatch(1);
    var a =
        Fakes.provider(
            "a",
            ModelScript.create()
                .then(call -> await(asked))
                .then(call -> failed.countDown())
                .fail(Fakes.failure(FailureKind.OVERLOADED)));
    var b =
        Fakes.provider(
            "b",
            ModelScript.create()
                .then(call -> {
                  asked.countDown();
                  await(failed);
                })
                .say("yes"));

    Recording heard = Fakes.call(router(a, b, new Fakes.Time()), "r");

    assertThat(heard.heard).containsExactly("start a 1", "start b 2", "say yes", "done yes");
  }

  @Test
  void takesBackWhatTheWinnerSaidIfItBreaksOff() {
    var a = Fakes.provider("a", Fakes.say("wrong").fail(Fakes.failure(FailureKind.AUTHENTICATION)));
    var b = Fakes.provider("b", Fakes.say("right"));

    Recording heard = Fakes.call(router(a, b, FakeClock.at(Instant.EPOCH)), "r");

    assertThat(heard.text()).isEqualTo("right");
    assertThat(heard.heard).contains("reset authentication").endsWith("done right");
  }

  @RepeatedTest(20)
  void cancelEndsBoth() throws Exception {
    CancelSignal signal = CancelSignal.create();
    var gone = new CountDownLatch(2);
    ModelScript waits =
        ModelScript.create()
            .then(call -> {
              started.countDown();
              call.awaitCancel();
              gone.countDown();
            });
    ModelScript cancels =
        ModelScript.create()
            .then(call -> {
              await(started);
              signal.cancel(CancelReason.REQUESTED);
              gone.countDown();
            });
    var a = Fakes.provider("a", waits);
    var b = Fakes.provider("b", cancels);

    Recording heard = Fakes.call(router(a, b, new Fakes.Time()), "r", signal);
    gone.await();

    assertThat(heard.heard).containsExactly("start a 1", "error");
    assertThat(heard.kind()).isEqualTo(FailureKind.CANCELLED);
  }

  @Test
  void needsThreads() {
    var route = Route.fallback("a/m").hedgedAfter(Duration.ofSeconds(1));
    var builder = ModelRouter.builder().providers(Fakes.provider("a")).route("r", route);

    assertThatThrownBy(builder::build)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("executor");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ModelRouter router(Fakes.Provider a, Fakes.Provider b, TimerClock clock) {
    return ModelRouter.builder()
        .providers(a, b)
        .clock(clock)
        .executor(executor)
        .retry(RetrySettings.none())
        .route("r", Route.fallback("a/m", "b/m").hedgedAfter(Duration.ofHours(1)))
        .build();
  }
}
