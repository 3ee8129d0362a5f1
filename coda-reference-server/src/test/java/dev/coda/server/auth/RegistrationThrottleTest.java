package dev.coda.server.auth;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.server.http.ProblemException;
import dev.coda.server.redis.SharedBuckets;
import org.junit.jupiter.api.Test;

class RegistrationThrottleTest {
  private final RegistrationThrottle throttle =
      new RegistrationThrottle(new RegistrationLimits(2, 3), SharedBuckets.none());

  @Test
  void boundsTheRegistrationsOfAClient() {
    throttle.begin("a");
    throttle.begin("a");

    assertThatThrownBy(() -> throttle.begin("a")).isInstanceOf(ProblemException.class);
    assertThatCode(() -> throttle.begin("b")).doesNotThrowAnyException();
  }

  @Test
  void boundsTheRegistrationsOfAllClients() {
    throttle.begin("a");
    throttle.begin("b");
    throttle.begin("c");

    assertThatThrownBy(() -> throttle.begin("d")).isInstanceOf(ProblemException.class);
  }

  @Test
  void chargesNoClientForTheLimitOfAll() {
    throttle.begin("a");
    throttle.begin("b");
    ThrottledAttempt last = throttle.begin("c");
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> throttle.begin("d")).isInstanceOf(ProblemException.class);
    }

    last.refund();

    assertThatCode(() -> throttle.begin("d")).doesNotThrowAnyException();
  }
}
