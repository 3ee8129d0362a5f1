package dev.coda.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
  private final LoginThrottle throttle = new LoginThrottle();

  @Test
  void anAddressMayFailTenTimesFromAnywhere() {
    for (int i = 0; i < 10; i++) {
      throttle.begin("a@b.c", "client " + i);
    }

    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class, () -> throttle.begin("a@b.c", "another client"));

    assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(refused.retryAfter()).isPresent();
    assertThatCode(() -> throttle.begin("d@e.f", "another client")).doesNotThrowAnyException();
  }

  @Test
  void aClientMayFailFiftyTimesWhateverTheAddress() {
    for (int i = 0; i < 50; i++) {
      throttle.begin("address " + i, "client");
    }

    assertThat(
            catchThrowableOfType(
                    ProblemException.class, () -> throttle.begin("another address", "client"))
                .code())
        .isEqualTo(ErrorCode.RATE_LIMITED);
  }

  @Test
  void successesAreNotCounted() {
    for (int i = 0; i < 200; i++) {
      throttle.begin("a@b.c", "client").succeeded();
    }

    assertThatCode(() -> throttle.begin("a@b.c", "client")).doesNotThrowAnyException();
  }

  @Test
  void theEleventhWrongPasswordIs429WithRetryAfter() {
    RunningServer server = RunningServer.shared();
    String body =
        """
        {"email": "%s", "password": "wrong"}\
        """
            .formatted(RunningServer.newAddress());
    for (int i = 0; i < 10; i++) {
      assertThat(server.anonymous().post("/api/v1/auth/login", body).status()).isEqualTo(401);
    }

    Reply reply = server.anonymous().post("/api/v1/auth/login", body);

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.code()).isEqualTo("rate_limited");
    assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 90);
  }
}
