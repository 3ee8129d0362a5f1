package dev.coda.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CompressedBodyTest {
  private final ApiClient user =
      RunningServer.shared().newUser().with("Content-Type", "application/json");

  @Test
  void inflatesBody() {
    Reply reply = post("/api/v1/sessions", "gzip", gzip("{\"title\": \"small\"}"));

    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    assertThat(reply.json().path("title").asText()).isEqualTo("small");
  }

  @Test
  void inflatesImport() {
    String file =
        "{\"format\":\"coda.session\",\"version\":1,\"session\":{\"system_prompt\":\"%s\"},\"messages\":[]}"
            .formatted("x".repeat(90_000));

    Reply reply = post("/api/v1/sessions/import", "gzip", gzip(file));

    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/sessions",
        "/api/v1/chat/stream",
        "/api/v1/sessions/import",
        "/api/v1/auth/register",
        "/mcp"
      })
  void refusesBomb(String path) {
    Reply reply = post(path, "gzip", gzip("[" + " ".repeat(200 << 20) + "]"));

    assertThat(reply.status()).as(reply.body()).isEqualTo(413);
    assertThat(reply.code()).isEqualTo("payload_too_large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd", "gzip, gzip", "nonsense"})
  void refusesOtherCodings(String coding) {
    for (String path : new String[] {"/api/v1/sessions", "/api/v1/sessions/import", "/mcp"}) {
      Reply reply = post(path, coding, gzip("{}"));

      assertThat(reply.status()).as(path + " " + reply.body()).isEqualTo(415);
      assertThat(reply.code()).isEqualTo("unsupported_media_type");
    }
  }

  private Reply post(String path, String coding, byte[] body) {
    return user.with("Content-Encoding", coding)
        .send("POST", path, BodyPublishers.ofByteArray(body));
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
