package dev.coda.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An export holds a file and one of its user's places until its client has it, or has left. */
final class BrokenExportTest {
  private static final int MESSAGES = 30;
  private static final int LENGTH = 400_000;

  private final URI server = RunningServer.shared().uri();
  private final String token = RunningServer.newToken(server);
  private final ApiClient user = ApiClient.of(server).bearer(token);

  @Test
  void endsWhenItsClientLeaves() throws IOException {
    Reply imported = user.post("/api/v1/sessions/import", largeSession());
    assertThat(imported.status()).as(imported.body()).isEqualTo(201);
    String path = "/api/v1/sessions/" + imported.json().path("id").asText() + "/export";

    try (Socket first = beginExport(path);
        Socket second = beginExport(path)) {
      assertThat(first.getInputStream().readNBytes(1000)).hasSize(1000);
      assertThat(second.getInputStream().readNBytes(1000)).hasSize(1000);

      Reply third = user.post(path, "{\"format\": \"json\"}");

      assertThat(third.status()).isEqualTo(429);
      assertThat(third.code()).isEqualTo("rate_limited");
      assertThat(third.header("Retry-After")).isEqualTo("5");
    }

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(user.post(path, "{\"format\": \"json\"}").status()).isEqualTo(200));
  }

  private Socket beginExport(String path) throws IOException {
    Socket socket = new Socket();
    // So that the export does not fit into the buffers between here and there.
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(30_000);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    String body = "{\"format\": \"json\"}";
    String header =
        String.join(
            "\r\n",
            "POST " + path + " HTTP/1.1",
            "Host: localhost",
            "Content-Type: application/json",
            "Content-Length: " + body.length(),
            "Authorization: Bearer " + token,
            "",
            body);
    socket.getOutputStream().write(header.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String largeSession() {
    StringJoiner messages = new StringJoiner(",");
    String parent = "null";
    for (int i = 0; i < MESSAGES; i++) {
      String id = "\"" + UUID.randomUUID() + "\"";
      messages.add(
          """
          {"id": %s, "parent_id": %s, "role": "user", "status": "complete",
           "created_at": "2026-01-01T00:00:00Z", "parts": [{"type": "text", "text": "%s"}]}
          """
              .formatted(id, parent, "x".repeat(LENGTH)));
      parent = id;
    }
    return "{\"format\": \"coda.session\", \"version\": 1, \"session\": {}, \"messages\": ["
        + messages
        + "]}";
  }
}
