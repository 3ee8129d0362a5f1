package dev.coda.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.time.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class RetryTest {
  private final Fakes.Time time = new Fakes.Time();

  @ParameterizedTest
  @EnumSource(
      names = {
        "RATE_LIMITED",
        "OVERLOADED",
        "PROVIDER_ERROR",
        "PROVIDER_UNAVAILABLE",
        "PROVIDER_TIMEOUT",
        "STREAM_CUT",
        "MALFORMED_RESPONSE"
      })
  void asksTheSameTargetAgainAfterWhatMayPass(FailureKind kind) {
    var a = Fakes.provider("a", Fakes.fail(kind), Fakes.say("yes"));
    var b = Fakes.provider("b");

    Recording heard = Fakes.call(router(a, b), "r");

    assertThat(heard.heard).containsExactly("start a 1", "start a 2", "say yes", "done yes");
    assertThat(b.calls()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"AUTHENTICATION", "PERMISSION", "PROVIDER_QUOTA", "MODEL_NOT_FOUND", "UNSUPPORTED"})
  void asksTheNextTargetAtOnceIfThisOneWillNotAnswer(FailureKind kind) {
    var a = Fakes.provider("a", Fakes.fail(kind));
    var b = Fakes.provider("b", Fakes.say("yes"));

    Recording heard = Fakes.call(router(a, b), "r");

    assertThat(heard.heard).containsExactly("start a 1", "start b 2", "say yes", "done yes");
    assertThat(time.waits).isEmpty();
  }

  @Test
  void asksNobodyElseOnceTheCallIsCancelled() {
    var a = Fakes.provider("a", Fakes.fail(FailureKind.CANCELLED));
    var b = Fakes.provider("b", Fakes.say("no"));

    Recording heard = Fakes.call(router(a, b), "r");

    assertThat(heard.heard).containsExactly("start a 1", "error");
    assertThat(b.calls()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"INVALID_REQUEST", "CONTEXT_TOO_LONG", "CONTENT_FILTERED"})
  void asksTheNextTargetForWhatOneDoesNotTake(FailureKind kind) {
    var a = Fakes.provider("a", Fakes.fail(kind));
    var b = Fakes.provider("b", Fakes.say("yes"));

    Recording heard = Fakes.call(router(a, b), "r");

    assertThat(heard.heard).containsExactly("start a 1", "start b 2", "say yes", "done yes");
  }

  @Test
  void reportsThatAConversationIsTooLongWhateverTheNextTargetSays() {
    var a = Fakes.provider("a", Fakes.fail(FailureKind.CONTEXT_TOO_LONG));
    var b = Fakes.provider("b", Fakes.fail(FailureKind.AUTHENTICATION));

    assertThat(Fakes.call(router(a, b), "r").kind()).isEqualTo(FailureKind.CONTEXT_TOO_LONG);
  }

  @Test
  void waitsTwiceAsLongEachTimeAndNeverLongerThanTheLimit() {
    var fail = new ModelScript[8];
    Arrays.setAll(fail, i -> Fakes.fail(FailureKind.OVERLOADED));
    var a = Fakes.provider("a", fail);

    Fakes.call(builder(a).retry(RetrySettings.defaults().withMaxAttempts(8)).build(), "a/m");

    // Chance is at one half, so each wait is three quarters of its step.
    assertThat(time.waits)
        .containsExactly(
            Duration.ofNanos(187_500_000),
            Duration.ofMillis(375),
            Duration.ofMillis(750),
            Duration.ofMillis(1500),
            Duration.ofSeconds(3),
            Duration.ofSeconds(6),
            Duration.ofSeconds(6));
  }

  @Test
  void jitterIsBetweenHalfAndAllOfAStep() {
    Duration step = RetrySettings.defaults().firstDelay();
    var failure = Fakes.failure(FailureKind.OVERLOADED);

    assertThat(new Backoff(RetrySettings.defaults(), () -> 0).after(1, failure))
        .contains(step.dividedBy(2));
    assertThat(new Backoff(RetrySettings.defaults(), () -> 0.999_999_999_9).after(1, failure))
        .contains(step);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT1.5S", "PT20S"})
  void waitsForRetryAfter(Duration asked) {
    var a = Fakes.provider("a", rateLimited(asked), Fakes.say("yes"));

    assertThat(Fakes.call(router(a), "a/m").text()).isEqualTo("yes");
    assertThat(time.waits).containsExactly(asked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-5S", "PT0.01S"})
  void backsOffAllTheSameIfRetryAfterIsShorterOrPast(Duration asked) {
    var a = Fakes.provider("a", rateLimited(asked), Fakes.say("yes"));

    assertThat(Fakes.call(router(a), "a/m").text()).isEqualTo("yes");
    assertThat(time.waits).containsExactly(Duration.ofNanos(187_500_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT20.001S", "PT24H"})
  void asksTheNextTargetAtOnceIfRetryAfterIsTooLong(Duration asked) {
    var a = Fakes.provider("a", rateLimited(asked));
    var b = Fakes.provider("b", Fakes.say("yes"));

    assertThat(Fakes.call(router(a, b), "r").heard)
        .containsExactly("start a 1", "start b 2", "say yes", "done yes");
    assertThat(time.waits).isEmpty();
  }

  @Test
  void reportsTheLastFailureWhenEveryTargetHasFailedOftenEnough() {
    var a =
        Fakes.provider(
            "a",
            Fakes.fail(FailureKind.OVERLOADED),
            Fakes.fail(FailureKind.OVERLOADED),
            Fakes.fail(FailureKind.OVERLOADED));
    var b = Fakes.provider("b", Fakes.fail(FailureKind.AUTHENTICATION));

    Recording heard = Fakes.call(router(a, b), "r");

    assertThat(heard.heard)
        .containsExactly("start a 1", "start a 2", "start a 3", "start b 4", "error");
    assertThat(heard.kind()).isEqualTo(FailureKind.AUTHENTICATION);
  }

  @Test
  void cancelDuringBackoffReturnsAtOnce() throws Exception {
    var a = Fakes.provider("a", Fakes.fail(FailureKind.OVERLOADED), Fakes.say("no"));
    ModelRouter router = builder(a).clock(FakeClock.at(Instant.EPOCH)).build();
    CancelSignal signal = CancelSignal.create();
    Recording heard = new Recording(signal);
    Thread call = new Thread(() -> Fakes.chat(router, "a/m", heard));
    call.start();
    Awaitility.await().until(() -> call.getState() == Thread.State.TIMED_WAITING);

    signal.cancel(CancelReason.REQUESTED);
    call.join();

    assertThat(heard.kind()).isEqualTo(FailureKind.CANCELLED);
    assertThat(a.calls()).isEqualTo(1);
  }

  @Test
  void cancelEndsAStallWithoutAnotherAttempt() {
    CancelSignal signal = CancelSignal.create();
    var a =
        Fakes.provider(
            "a", ModelScript.create().then(call -> signal.cancel(CancelReason.DEADLINE)).stall());
    var b = Fakes.provider("b", Fakes.say("no"));

    Recording heard = Fakes.call(router(a, b), "r", signal);

    assertThat(heard.heard).containsExactly("start a 1", "error");
    assertThat(heard.kind()).isEqualTo(FailureKind.CANCELLED);
  }

  private static ModelScript rateLimited(Duration retryAfter) {
    return ModelScript.create().fail(Fakes.failure(FailureKind.RATE_LIMITED, retryAfter));
  }

  private ModelRouter router(Fakes.Provider... providers) {
    String[] refs = Stream.of(providers).map(p -> p.name() + "/m").toArray(String[]::new);
    return builder(providers).route("r", Route.fallback(refs)).build();
  }

  private ModelRouter.Builder builder(Fakes.Provider... providers) {
    return ModelRouter.builder().providers(providers).clock(time).chance(() -> 0.5);
  }
}
