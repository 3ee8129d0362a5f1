package dev.coda.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelRef;
import dev.coda.testkit.model.ModelScript;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private static final BreakerSettings SETTINGS =
      new BreakerSettings(10, Duration.ofMinutes(1), 4, 0.5, Duration.ofSeconds(30));

  private final Fakes.Time time = new Fakes.Time();
  private final CircuitBreaker breaker = new CircuitBreaker(SETTINGS, time);

  @Test
  void opensWhenHalfOfEnoughAttemptsHaveFailed() {
    report(CircuitBreaker.Result.FAILURE, 3);
    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);

    report(CircuitBreaker.Result.SUCCESS, 1);

    assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    assertThat(breaker.tryAcquire()).isEmpty();
    assertThat(breaker.openUntil()).contains(time.instant().plusSeconds(30));
  }

  @Test
  void staysClosedBelowTheRate() {
    for (int i = 0; i < 40; i++) {
      report(CircuitBreaker.Result.SUCCESS, 2);
      report(CircuitBreaker.Result.FAILURE, 1);
    }

    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void forgetsWhatLiesOutsideOfTheWindow() {
    report(CircuitBreaker.Result.SUCCESS, 10);
    report(CircuitBreaker.Result.FAILURE, 4);
    assertThat(breaker.failureRate()).isEqualTo(0.4);

    time.pass(Duration.ofSeconds(61));

    assertThat(breaker.failureRate()).isZero();
    report(CircuitBreaker.Result.FAILURE, 3);
    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void countsOnlyTheFailuresThatAreStillInTheWindow() {
    report(CircuitBreaker.Result.SUCCESS, 3);
    report(CircuitBreaker.Result.FAILURE, 2);
    time.pass(Duration.ofSeconds(40));
    report(CircuitBreaker.Result.SUCCESS, 3);
    assertThat(breaker.failureRate()).isEqualTo(0.25);

    time.pass(Duration.ofSeconds(30));

    assertThat(breaker.failureRate()).isZero();
    report(CircuitBreaker.Result.FAILURE, 2);
    assertThat(breaker.failureRate()).isEqualTo(0.4);
    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    report(CircuitBreaker.Result.FAILURE, 1);
    assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
  }

  @Test
  void closesAtTheProbesFirstTokenAndCountsItsEnd() {
    report(CircuitBreaker.Result.FAILURE, 4);
    time.pass(Duration.ofSeconds(30));

    CircuitBreaker.Permit probe = breaker.tryAcquire().orElseThrow();
    probe.answers();

    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    assertThat(breaker.tryAcquire()).isPresent();
    probe.returnWith(CircuitBreaker.Result.FAILURE);
    assertThat(breaker.failureRate()).isEqualTo(1.0);
  }

  @Test
  void letsOneProbeThroughAndClosesWhenItSucceeds() {
    report(CircuitBreaker.Result.FAILURE, 4);
    time.pass(Duration.ofSeconds(30));

    CircuitBreaker.Permit probe = breaker.tryAcquire().orElseThrow();
    assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
    assertThat(breaker.tryAcquire()).isEmpty();
    probe.returnWith(CircuitBreaker.Result.SUCCESS);

    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    assertThat(breaker.failureRate()).isZero();
  }

  @Test
  void opensAgainWhenTheProbeFails() {
    report(CircuitBreaker.Result.FAILURE, 4);
    time.pass(Duration.ofSeconds(30));

    report(CircuitBreaker.Result.FAILURE, 1);

    assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    assertThat(breaker.tryAcquire()).isEmpty();
  }

  @Test
  void probesAgainAfterAProbeThatSaidNothing() {
    report(CircuitBreaker.Result.FAILURE, 4);
    time.pass(Duration.ofSeconds(30));

    report(CircuitBreaker.Result.NEITHER, 1);

    assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
    assertThat(breaker.tryAcquire()).isPresent();
  }

  @Test
  void doesNotMindResultsFromBeforeItOpened() {
    CircuitBreaker.Permit early = breaker.tryAcquire().orElseThrow();
    report(CircuitBreaker.Result.FAILURE, 4);
    time.pass(Duration.ofSeconds(30));
    assertThat(breaker.tryAcquire()).isPresent();

    early.returnWith(CircuitBreaker.Result.SUCCESS);

    assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
  }

  @Test
  void anOpenTargetIsSkippedAndShown() {
    var a = Fakes.provider("a", failures(4));
    var b = Fakes.provider("b", Fakes.say("1"), Fakes.say("2"), Fakes.say("3"), Fakes.say("4"));
    ModelRouter router = router(a, b);
    for (int i = 0; i < 4; i++) {
      Fakes.call(router, "r");
    }
    // The fifth call would find no script at a.
    b.add(Fakes.say("5"));

    assertThat(Fakes.call(router, "r").heard).startsWith("start b 1");
    assertThat(a.calls()).isEqualTo(4);
    assertThat(router.states())
        .filteredOn(state -> state.model().equals(ModelRef.of("a/m")))
        .extracting(TargetState::breaker)
        .containsExactly(BreakerState.OPEN);
  }

  @Test
  void saysHowLongTheOnlyTargetIsLeftAlone() {
    var a = Fakes.provider("a", failures(4));
    ModelRouter router = router(a, Fakes.provider("b"));
    for (int i = 0; i < 4; i++) {
      Fakes.call(router, "a/m");
    }

    Recording heard = Fakes.call(router, "a/m");

    assertThat(heard.heard).containsExactly("error");
    assertThat(heard.kind()).isEqualTo(FailureKind.PROVIDER_UNAVAILABLE);
    assertThat(heard.error).hasMessageContaining("a/m").hasMessageContaining("30 s");
  }

  @Test
  void aUsersOwnKeyNeitherOpensTheBreakerNorMindsIt() {
    var a = Fakes.provider("a", failures(12));
    ModelRouter router = router(a, Fakes.provider("b"));
    var own = Map.of("a", Credentials.of("own"));

    for (int i = 0; i < 8; i++) {
      router
          .model(ModelRef.of("a/m"), own)
          .chat(Fakes.REQUEST, new Recording(CancelSignal.create()));
    }

    assertThat(a.calls()).isEqualTo(8);
    assertThat(router.states()).isEmpty();
  }

  private ModelRouter router(Fakes.Provider a, Fakes.Provider b) {
    return ModelRouter.builder()
        .providers(a, b)
        .clock(time)
        .retry(RetrySettings.none())
        .breaker(SETTINGS)
        .route("r", Route.fallback("a/m", "b/m"))
        .build();
  }

  private static ModelScript[] failures(int count) {
    ModelScript[] scripts = new ModelScript[count];
    Arrays.setAll(scripts, i -> Fakes.fail(FailureKind.OVERLOADED));
    return scripts;
  }

  private void report(CircuitBreaker.Result result, int times) {
    for (int i = 0; i < times; i++) {
      breaker.tryAcquire().orElseThrow().returnWith(result);
    }
  }
}
