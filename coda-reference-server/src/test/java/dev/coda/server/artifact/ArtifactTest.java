package dev.coda.server.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.artifact.Artifact;
import dev.coda.api.id.ArtifactId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Stores;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArtifactTest {
  private final ApiClient user = RunningServer.shared().newUser();

  private String put(String mediaType, @Nullable String name, String content) {
    JsonIds ids = JsonIds.of(user);
    ArtifactId id = new ArtifactId(UUID.randomUUID());
    byte[] bytes = content.getBytes(UTF_8);
    RunningServer.shared()
        .bean(Stores.class)
        .artifacts()
        .put(
            new Artifact(
                id,
                ids.user(),
                ids.session(),
                mediaType,
                name,
                bytes.length,
                Instant.parse("2026-01-02T03:04:05Z")),
            bytes);
    return "/api/v1/artifacts/" + id;
  }

  private record JsonIds(UserId user, SessionId session) {
    static JsonIds of(ApiClient client) {
      return new JsonIds(
          UserId.of(client.get("/api/v1/auth/me").json().path("id").asText()),
          SessionId.of(client.post("/api/v1/sessions", "{}").json().path("id").asText()));
    }
  }

  @Test
  void handsOverEveryByte() {
    String rows = "naïve,1\n".repeat(100_000);

    Reply reply = user.get(put("text/csv", "Ergebnis 1.csv", rows));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo(rows);
    assertThat(reply.header("Content-Disposition"))
        .startsWith("attachment")
        .contains("Ergebnis_1.csv");
    assertThat(reply.header("Cache-Control")).contains("private");
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, text/plain",
    "image/svg+xml, application/octet-stream",
    "application/xhtml+xml, application/octet-stream",
    "text/javascript, text/plain",
    "application/json, application/json",
    "image/png, image/png",
    "nonsense, application/octet-stream"
  })
  void sendsNothingThatBrowserWouldRun(String mediaType, String sent) {
    Reply reply = user.get(put(mediaType, "../../\"x\r\ny.html", "<script>alert(1)</script>"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).startsWith(sent);
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(reply.header("Content-Disposition"))
        .startsWith("attachment")
        .contains("x_y.html")
        .doesNotContain("..");
  }

  @Test
  void isNotThereForOthers() {
    String path = put("text/plain", null, "secret");

    assertThat(RunningServer.shared().newUser().get(path).status()).isEqualTo(404);
    assertThat(RunningServer.shared().anonymous().get(path).status()).isEqualTo(401);
    assertThat(user.get("/api/v1/artifacts/" + UUID.randomUUID()).status()).isEqualTo(404);
    assertThat(user.get("/api/v1/artifacts/nonsense").status()).isEqualTo(400);
  }
}
