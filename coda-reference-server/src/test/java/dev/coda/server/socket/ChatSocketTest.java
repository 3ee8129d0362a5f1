package dev.coda.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.SocketClient;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChatSocketTest {
  private static final String NOBODYS = "0190a1b2-0000-7000-8000-000000000000";
  private static final String ASKS =
      """
      {"type": "message", "content": "what is 12*7", "tool_permissions": {"calculator": "ask"}%s}\
      """;

  private final RunningServer server = RunningServer.shared();
  private final URI uri = server.uri();
  private final String token = RunningServer.newToken(uri);
  private final ApiClient user = server.anonymous().bearer(token);
  private final String session = newSession();
  private final List<SocketClient> open = new ArrayList<>();

  @AfterEach
  void cutAll() {
    open.forEach(SocketClient::cut);
  }

  @Test
  void aSimpleClientFindsTheFramesAndFieldsThatItKnows() throws Exception {
    JsonNode known;
    try (InputStream file = getClass().getResourceAsStream("/socket/simple-client.json")) {
      known = new ObjectMapper().readTree(file);
    }
    SocketClient client = open(session);

    client.send(known.get("in").toString());
    client.await("run_finished");

    for (JsonNode frame : known.get("out")) {
      JsonNode sent = client.await(frame.get("type").textValue());
      assertThat(sent.fieldNames()).toIterable().containsAll(() -> frame.fieldNames());
      assertThat(sent.has("seq")).isTrue();
      frame
          .properties()
          .forEach(field ->
              assertThat(sent.get(field.getKey()).getNodeType())
                  .as("%s of %s", field.getKey(), sent)
                  .isEqualTo(field.getValue().getNodeType()));
    }
    assertThat(client.await("tool_result").get("output").get("objective_value").doubleValue())
        .isEqualTo(12);
    assertThat(client.await("message_end").get("tokens").fieldNames())
        .toIterable()
        .contains("input", "output");
  }

  @Test
  void everyEventOfARunIsAFrameAsInItsEventStream() {
    SocketClient client = open(session);
    String run = start(client, "{\"type\": \"message\", \"content\": \"Hello\"}");
    client.await("run_finished");

    List<JsonNode> frames = client.of(run);

    assertThat(frames.stream().map(frame -> frame.get("seq").longValue()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, frames.size()).boxed().toList());
    assertThat(user.get("/api/v1/runs/" + run + "/events?after=" + (frames.size() - 1)).body())
        .contains("data: " + frames.getLast());
  }

  @Test
  void aSecondViewerSeesTheSameAndCanDecide() {
    SocketClient first = open(session);
    SocketClient second = open(session);
    String run;
    // A viewer who comes late gets several words in one frame.
    try (var _ = RunningServer.shared().pace().usual()) {
      run = start(first, ASKS.formatted(""));
      second.await("run_paused");
    }
    String call = second.await("approval_required").get("call_id").textValue();
    String answer =
        """
        {"type": "approve", "run_id": "%s", "call_id": "%s", "decision": "%s", "request_id": "a1"}\
        """;

    second.send(answer.formatted(run, call, "approve"));
    second.await("ack");
    first.await("run_finished");
    second.await("run_finished");
    int seen = second.frames().size();
    second.send(answer.formatted(run, call, "approve"));
    JsonNode again = second.awaitNext(seen, frame -> true);
    second.send(answer.formatted(run, call, "deny"));
    JsonNode other = second.awaitNext(seen + 1, frame -> true);

    assertThat(second.of(run)).isEqualTo(first.of(run));
    assertThat(again.get("type").textValue()).isEqualTo("ack");
    assertThat(other.get("code").textValue()).isEqualTo("idempotency_mismatch");
    assertThat(first.await("tool_result").get("status").textValue()).isEqualTo("success");
  }

  @Test
  void aMessageThatIsSentTwiceUnderOneIdIsRunOnce() {
    SocketClient client = open(session);
    String message = "{\"type\": \"message\", \"content\": \"Hello\", \"request_id\": \"m1\"}";

    client.send(message);
    JsonNode first = client.await("ack");
    client.await("run_finished");
    int seen = client.frames().size();
    client.send(message);
    JsonNode second = client.awaitNext(seen, frame -> true);

    assertThat(second).isEqualTo(first);
    assertThat(first.get("request_id").textValue()).isEqualTo("m1");
    assertThat(user.get("/api/v1/sessions/" + session + "/messages").json().get("items"))
        .hasSize(2);
  }

  @Test
  void aMessageIsEditedAndItsAnswerIsGivenAgain() {
    SocketClient client = open(session);
    String question =
        turn(client, "\"content\": \"Hi\"").getFirst().get("user_message_id").asText();

    List<JsonNode> edit =
        turn(client, "\"content\": \"what is 6*7\", \"edit_of\": \"" + question + "\"");
    String answer = edit.get(1).get("message_id").asText();
    List<JsonNode> again = turn(client, "\"answer_again\": \"" + answer + "\"");

    assertThat(again.get(1).get("parent_id")).isEqualTo(edit.get(1).get("parent_id"));
    JsonNode path = user.get("/api/v1/sessions/" + session + "/messages").json().get("items");
    assertThat(path).hasSize(2);
    assertThat(path.findValues("sibling_ids")).allSatisfy(ids -> assertThat(ids).hasSize(2));
  }

  @Test
  void aRunIsCancelled() {
    SocketClient client = open(session);
    String run = start(client, ASKS.formatted(""));
    client.await("run_paused");

    client.send("{\"type\": \"cancel\", \"run_id\": \"%s\"}".formatted(run));

    assertThat(client.await("run_finished").get("status").textValue()).isEqualTo("cancelled");
  }

  @Test
  void aClientThatWasCutOffContinuesBehindWhatItHas() {
    SocketClient cut = open(session);
    String run = start(cut, ASKS.formatted(""));
    long last = cut.await("run_paused").get("seq").longValue();
    cut.cut();

    SocketClient again = open(session);
    again.send(
        "{\"type\": \"attach\", \"run_id\": \"%s\", \"after\": %d}".formatted(run, last - 1));
    again.await("run_paused");
    again.send("{\"type\": \"cancel\", \"run_id\": \"%s\"}".formatted(run));
    again.await("run_finished");

    assertThat(again.of(run).getFirst().get("seq").longValue()).isEqualTo(last);
    assertThat(again.of(run)).doesNotHaveDuplicates();
  }

  @Test
  void aClientThatComesLaterSeesTheActiveRunFromItsStart() {
    String run = start(open(session), ASKS.formatted(""));

    SocketClient late = open(session);

    assertThat(late.await("run_started").get("run_id").textValue()).isEqualTo(run);
    late.await("run_paused");
    late.send("{\"type\": \"cancel\", \"run_id\": \"%s\"}".formatted(run));
    late.await("run_finished");
  }

  @Test
  void aRunThatIsStartedOverRestIsSeen() {
    SocketClient client = open(session);
    client.send("{\"type\": \"attach\", \"request_id\": \"follow\"}").await("ack");

    user.post("/api/v1/sessions/" + session + "/messages", "{\"content\": \"Hello\"}");

    assertThat(client.await("run_finished").get("status").textValue()).isEqualTo("completed");
  }

  @Test
  void aFrameThatIsWrongIsAnsweredAndTheSocketStaysOpen() {
    SocketClient client = open(session);

    client.send("{").await("error");
    client.send("{\"type\": \"message\", \"model\": \"nonesuch\", \"content\": \"Hi\"}");
    client.await(frame -> frame.toString().contains("not the name of a model"));
    client.send(
        "{\"type\": \"cancel\", \"run_id\": \"%s\", \"request_id\": \"c\"}".formatted(NOBODYS));
    JsonNode missing = client.await(frame -> frame.path("code").asText().equals("not_found"));
    client.send("{\"type\": \"ping\", \"request_id\": \"p\"}");

    assertThat(missing.get("request_id").textValue()).isEqualTo("c");
    assertThat(client.await("pong").get("request_id").textValue()).isEqualTo("p");
  }

  @Test
  void nobodyIsLetInWithoutASignIn() {
    assertThat(open(session, Map.of()).awaitClose()).isEqualTo(4401);
    assertThat(open(session, Map.of("Authorization", "Bearer nonsense")).awaitClose())
        .isEqualTo(4401);
    assertThat(
            open(session, Map.of("Cookie", "coda_access=" + token, "Origin", "https://evil.org"))
                .awaitClose())
        .isEqualTo(4401);
  }

  @ParameterizedTest
  @ValueSource(strings = {NOBODYS, "nonsense"})
  void aSessionThatIsNotThereIsClosed(String id) {
    assertThat(open(id).awaitClose()).isEqualTo(4404);
  }

  @Test
  void theSessionOfAnotherUserIsClosed() {
    SocketClient stranger = SocketClient.open(uri, session, RunningServer.newToken(uri));

    assertThat(stranger.awaitClose()).isEqualTo(4404);
  }

  @Test
  void aCookieAndASubprotocolSignIn() {
    SocketClient cookie =
        open(session, Map.of("Cookie", "coda_access=" + token, "Origin", uri.toString()));
    SocketClient subprotocol =
        keep(
            SocketClient.open(
                uri, session, socket -> socket.subprotocols("coda.v1", "bearer." + token)));

    cookie.send("{\"type\": \"ping\"}").await("pong");
    subprotocol.send("{\"type\": \"ping\"}").await("pong");
    assertThat(subprotocol.protocol()).isEqualTo("coda.v1");
  }

  @Test
  void aTokenNeedsTheScopeChatAndIsRevokedAtOnce() {
    JsonNode reads = newToken("read");
    JsonNode chats = newToken("chat");
    SocketClient refused =
        SocketClient.open(
            uri,
            session,
            socket -> socket.subprotocols("coda.v1", "bearer." + reads.get("token").textValue()));
    SocketClient allowed =
        keep(
            SocketClient.open(
                uri,
                session,
                socket ->
                    socket.subprotocols("coda.v1", "bearer." + chats.get("token").textValue())));
    allowed.send("{\"type\": \"ping\"}").await("pong");

    user.delete("/api/v1/settings/tokens/" + chats.get("id").textValue());

    assertThat(refused.awaitClose()).isEqualTo(4403);
    assertThat(allowed.awaitClose()).isEqualTo(4401);
  }

  @Test
  void aSocketEndsWithItsAccessToken() {
    SocketClient client = open(session);
    client.send("{\"type\": \"ping\"}").await("pong");

    server.clock().advance(Duration.ofMinutes(15));

    assertThat(client.awaitClose()).isEqualTo(4401);
  }

  @Test
  void theSocketOfADeletedSessionCloses() {
    SocketClient client = open(session);
    String run = start(client, ASKS.formatted(""));
    client.await("run_paused");

    user.delete("/api/v1/sessions/" + session);

    assertThat(client.awaitClose()).isEqualTo(4404);
    assertThat(client.of(run).getLast().get("status").textValue()).isEqualTo("cancelled");
  }

  private SocketClient open(String id) {
    return keep(SocketClient.open(uri, id, token));
  }

  private SocketClient open(String id, Map<String, String> headers) {
    return keep(SocketClient.open(uri, id, socket -> headers.forEach(socket::header)));
  }

  private SocketClient keep(SocketClient client) {
    open.add(client);
    return client;
  }

  /** Sends a message and returns the id of its run. */
  private static String start(SocketClient client, String message) {
    return client.send(message).await("run_started").get("run_id").textValue();
  }

  /** Sends a message, waits for the end of its run, and returns the run's frames. */
  private static List<JsonNode> turn(SocketClient client, String fields) {
    String id = "turn " + client.frames().size();
    client.send("{\"type\": \"message\", \"request_id\": \"%s\", %s}".formatted(id, fields));
    String run =
        client.await(frame -> id.equals(frame.path("request_id").asText())).get("run_id").asText();
    client.await(frame ->
        frame.path("type").asText().equals("run_finished")
            && frame.get("run_id").asText().equals(run));
    return client.of(run);
  }

  private String newSession() {
    return user.post("/api/v1/sessions", "{}").json().get("id").textValue();
  }

  private JsonNode newToken(String scope) {
    String body = "{\"name\": \"x\", \"scopes\": [\"%s\"]}".formatted(scope);
    return user.post("/api/v1/settings/tokens", body).json();
  }
}
