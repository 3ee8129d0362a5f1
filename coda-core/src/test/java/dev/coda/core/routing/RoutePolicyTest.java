package dev.coda.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.error.FailureKind;
import dev.coda.testkit.model.ModelScript;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoutePolicyTest {
  private final Fakes.Time time = new Fakes.Time();

  @Test
  void spreadsCallsInProportionToTheirWeights() {
    var a = Fakes.provider("a");
    var b = Fakes.provider("b");
    Random random = new Random(7);
    ModelRouter router =
        builder(a, b)
            .chance(random::nextDouble)
            .route("r", Route.balance(RouteTarget.of("a/m", 3), RouteTarget.of("b/m", 1)))
            .build();
    for (int i = 0; i < 4_000; i++) {
      a.add(Fakes.say("a"));
      b.add(Fakes.say("b"));
      Fakes.call(router, "r");
    }

    assertThat(a.calls()).isBetween(2_900, 3_100);
    assertThat(a.calls() + b.calls()).isEqualTo(4_000);
  }

  @Test
  void asksTheOthersWhenTheOneDrawnFails() {
    var a = Fakes.provider("a", Fakes.say("a"));
    var b = Fakes.provider("b", Fakes.fail(FailureKind.PERMISSION));
    ModelRouter router =
        builder(a, b)
            .chance(() -> 0.9)
            .route("r", Route.balance(RouteTarget.of("a/m", 1), RouteTarget.of("b/m", 1)))
            .build();

    assertThat(Fakes.call(router, "r").heard).startsWith("start b 1", "start a 2");
  }

  @Test
  void asksTheFasterTargetOnceBothAreMeasured() {
    var a = Fakes.provider("a", after(900), after(900), after(10));
    var b = Fakes.provider("b", after(100), after(100));
    ModelRouter router = builder(a, b).route("r", Route.leastLatency("a/m", "b/m")).build();

    assertThat(Fakes.call(router, "r").heard).startsWith("start a 1");
    assertThat(Fakes.call(router, "r").heard).startsWith("start b 1");
    assertThat(Fakes.call(router, "r").heard).startsWith("start b 1");
    assertThat(router.states())
        .extracting(TargetState::timeToFirstToken)
        .containsExactlyInAnyOrder(Duration.ofMillis(900), Duration.ofMillis(100));
  }

  @Test
  void givesASlowTargetAnotherChanceLater() {
    var a = Fakes.provider("a", after(900), after(10));
    var b = Fakes.provider("b", after(100), after(100));
    ModelRouter router = builder(a, b).route("r", Route.leastLatency("a/m", "b/m")).build();
    Fakes.call(router, "r");
    Fakes.call(router, "r");

    time.pass(Duration.ofMinutes(3));

    assertThat(Fakes.call(router, "r").heard).startsWith("start a 1");
  }

  @Test
  void aTargetThatFailsAtOnceIsNotTheFastest() {
    var a = Fakes.provider("a", Fakes.fail(FailureKind.OVERLOADED));
    var b = Fakes.provider("b", after(900), after(900));
    ModelRouter router = builder(a, b).route("r", Route.leastLatency("a/m", "b/m")).build();
    Fakes.call(router, "r");

    assertThat(Fakes.call(router, "r").heard).startsWith("start b 1");
  }

  @Test
  void recentTimesWeighMore() {
    LatencyAverage average = new LatencyAverage(time);

    took(average, 100);
    took(average, 200);

    assertThat(average.current()).contains(Duration.ofMillis(130));
  }

  @Test
  void forgetsTimesOlderThanTwoMinutes() {
    LatencyAverage average = new LatencyAverage(time);
    took(average, 100);

    time.pass(Duration.ofMinutes(2));
    assertThat(average.current()).contains(Duration.ofMillis(100));
    time.pass(Duration.ofNanos(1));
    assertThat(average.current()).isEmpty();

    took(average, 300);
    assertThat(average.current()).contains(Duration.ofMillis(300));
  }

  private void took(LatencyAverage average, long millis) {
    average.took(Duration.ofMillis(millis).toNanos(), time.nanoTime());
  }

  private ModelScript after(long millis) {
    return ModelScript.create().then(call -> time.pass(Duration.ofMillis(millis))).say("yes");
  }

  private ModelRouter.Builder builder(Fakes.Provider a, Fakes.Provider b) {
    return ModelRouter.builder().providers(a, b).clock(time).retry(RetrySettings.none());
  }
}
