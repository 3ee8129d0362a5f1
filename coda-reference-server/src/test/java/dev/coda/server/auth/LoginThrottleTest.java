package dev.coda.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.redis.SharedBuckets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
  private final LoginThrottle throttle = new LoginThrottle(SharedBuckets.none());

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
      throttle.begin("a@b.c", "client").refund();
    }

    assertThatCode(() -> throttle.begin("a@b.c", "client")).doesNotThrowAnyException();
  }

  @Test
  void chargesAKnownDeviceOnItsOwn() {
    for (int i = 0; i < 10; i++) {
      throttle.begin("a@b.c", "client " + i);
    }

    for (int i = 0; i < 10; i++) {
      throttle.beginOnDevice("device");
    }

    assertThatThrownBy(() -> throttle.beginOnDevice("device")).isInstanceOf(ProblemException.class);
  }

  @Test
  void letsTheOwnerSignInOnAKnownDeviceWhileOthersGuess() {
    RunningServer server = RunningServer.shared();
    String address = RunningServer.newAddress();
    Map<String, String> cookies =
        server
            .anonymous()
            .post("/api/v1/auth/register", RunningServer.registration(address))
            .cookies();
    String csrf = cookies.getOrDefault("coda_csrf", "");
    ApiClient owner = server.anonymous().cookies(cookies);
    Reply out = owner.with("X-CSRF-Token", csrf).post("/api/v1/auth/logout");
    assertThat(out.cookies()).isNotEmpty().doesNotContainKey("coda_device");
    Map<String, String> left = Map.of("coda_device", cookies.getOrDefault("coda_device", ""));
    String wrong = RunningServer.credentials(address).replace("horse", "house");
    for (int i = 0; i < 11; i++) {
      server.anonymous().post("/api/v1/auth/login", wrong);
    }

    String right = RunningServer.credentials(address);
    Reply stranger = server.anonymous().post("/api/v1/auth/login", right);
    Reply forged =
        server
            .anonymous()
            .cookies(Map.of("coda_device", "A".repeat(75)))
            .post("/api/v1/auth/login", right);
    Reply known = server.anonymous().cookies(left).post("/api/v1/auth/login", right);

    assertThat(stranger.status()).isEqualTo(429);
    assertThat(forged.status()).isEqualTo(429);
    assertThat(known.status()).isEqualTo(200);
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
