package dev.coda.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.SocketClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** No value of any field of a frame makes the server fail, and the socket stays open. */
class FrameFuzzTest {
  /** Fewer than may wait on a socket. */
  private static final int AT_ONCE = 20;

  private final RunningServer server = RunningServer.shared();
  private final String token = RunningServer.newToken(server.uri());
  private final ApiClient user = server.anonymous().bearer(token);

  @Test
  void oddFramesAreAnswered() throws IOException {
    String session = user.post("/api/v1/sessions", "{}").json().path("id").asText();
    JsonNode turn =
        user.post("/api/v1/sessions/" + session + "/messages", "{\"content\": \"hello\"}").json();
    SocketClient socket = SocketClient.open(server.uri(), session, token);
    List<String> sent = new ArrayList<>();

    for (ObjectNode frame : frames(session, turn)) {
      for (String odd : Mutations.of(frame)) {
        socket.send(odd);
        sent.add(odd);
        if (sent.size() % AT_ONCE == 0) {
          awaitAnswers(socket, sent.size());
        }
      }
    }
    awaitAnswers(socket, sent.size());
    socket.cut();

    assertThat(sent).hasSizeGreaterThan(400);
    assertThat(socket.frames())
        .filteredOn(frame -> frame.path("type").asText().equals("error"))
        .isNotEmpty()
        .noneMatch(error -> error.path("code").asText().equals("internal"));
  }

  private static void awaitAnswers(SocketClient socket, int count) {
    socket.send("{\"type\": \"ping\", \"request_id\": \"after %d\"}".formatted(count));
    socket.await(frame -> frame.path("request_id").asText().equals("after " + count));
  }

  private static List<ObjectNode> frames(String session, JsonNode turn) throws IOException {
    try (InputStream file = FrameFuzzTest.class.getResourceAsStream("/fuzz/frames.json")) {
      String text =
          new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
              .replace("SESSION", session)
              .replace("MESSAGE", turn.at("/user_message/id").asText())
              .replace("RUN", turn.path("run_id").asText());
      List<ObjectNode> frames = new ArrayList<>();
      new ObjectMapper().readTree(text).forEach(frame -> frames.add((ObjectNode) frame));
      return frames;
    }
  }
}
