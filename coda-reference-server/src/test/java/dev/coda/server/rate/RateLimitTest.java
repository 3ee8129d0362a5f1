package dev.coda.server.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final RunningServer server = RunningServer.shared();
  private final ApiClient user = server.newUser();

  @Test
  void answersToAUserSayHowManyRequestsAreLeft() {
    Reply sessions = user.get("/api/v1/sessions");
    Reply missing = user.get("/api/v1/sessions/" + UUID.randomUUID());
    Reply unknownParameter = user.get("/api/v1/sessions?limti=3");
    Reply stream = user.post("/api/v1/chat/stream", "{\"content\": \"Hello\"}");

    long left = Long.parseLong(sessions.header("RateLimit-Remaining"));
    assertThat(sessions.header("RateLimit-Limit")).isEqualTo("1000000");
    assertThat(Long.parseLong(sessions.header("RateLimit-Reset"))).isPositive();
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.header("RateLimit-Remaining")).isNotEmpty();
    assertThat(unknownParameter.status()).isEqualTo(400);
    assertThat(unknownParameter.header("RateLimit-Remaining")).isNotEmpty();
    assertThat(stream.status()).isEqualTo(200);
    assertThat(stream.header("RateLimit-Remaining")).isNotEmpty();
    assertThat(left).isPositive();
  }

  @Test
  void aRequestWithoutTheScopeItNeedsCountsToo() {
    String body = "{\"name\": \"x\", \"scopes\": [\"read\"]}";
    String token = user.post("/api/v1/settings/tokens", body).json().path("token").asText();

    Reply refused = server.anonymous().bearer(token).get("/api/v1/settings");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.header("RateLimit-Remaining")).isNotEmpty();
  }

  @Test
  void strangersAreToldNothing() {
    assertThat(server.anonymous().get("/api/v1/sessions").header("RateLimit-Limit")).isEmpty();
  }

  @Test
  void refusesARequestOfAUserWithoutAnyLeft() {
    UUID id = UUID.fromString(user.get("/api/v1/auth/me").json().path("id").asText());
    buckets(RateFactory.REQUESTS).charge(id, 2_000_000);

    Reply refused = user.get("/api/v1/sessions");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("rate_limited");
    assertThat(Long.parseLong(refused.header("Retry-After"))).isPositive();
    assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
  }

  @Test
  void refusesARunOfAUserWithoutTokensLeft() {
    UUID id = UUID.fromString(user.get("/api/v1/auth/me").json().path("id").asText());
    buckets(RateFactory.TOKENS).charge(id, 200_000_000);

    Reply refused = user.post("/api/v1/chat/stream", "{\"content\": \"Hello\"}");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("rate_limited");
    assertThat(Long.parseLong(refused.header("Retry-After"))).isPositive();
    assertThat(user.get("/api/v1/sessions").json().path("items")).isEmpty();
  }

  private Buckets buckets(String name) {
    return server.bean(Buckets.class, name);
  }
}
