package dev.coda.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChatStreamTest {
  private static final String OPTIMISE =
      """
      {"content": "use solver_optimize to maximize 3x + 2y subject to x + y <= 4, x + 3y <= 6"}\
      """;

  private final ApiClient user = RunningServer.shared().newUser();

  @Test
  void eventsComeInOrderWithoutGapsAndEndOnce() {
    ChatStream stream = ask("{\"content\": \"Hello\"}");

    assertThat(stream.types()).startsWith("run_started", "message_start").endsWith("run_finished");
    assertThat(stream.types()).containsOnlyOnce("run_finished");
    assertThat(stream.sequence())
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, stream.events().size()).boxed().toList());
    assertThat(stream.text()).isNotBlank();
  }

  @Test
  void theDemoModelCallsTheSolverOverHttpAndAnswersWithItsResult() {
    ChatStream stream = ask(OPTIMISE);

    JsonNode result = stream.ofType("tool_result").getFirst();
    assertThat(result.get("tool_name").textValue()).isEqualTo("solver_optimize");
    assertThat(result.get("status").textValue()).isEqualTo("success");
    assertThat(result.get("output").get("objective_value").doubleValue()).isEqualTo(12);
    assertThat(stream.text()).contains("12");
  }

  @Test
  void whatWasStreamedIsWhatIsStored() {
    ChatStream stream = ask(OPTIMISE);

    JsonNode messages = user.get(messages(stream)).json().get("items");
    assertThat(messages).hasSize(2);
    JsonNode answer = messages.get(1);
    assertThat(answer.get("status").textValue()).isEqualTo("complete");
    assertThat(answer.get("model_provider").textValue()).isEqualTo("demo");
    assertThat(answer.get("content").textValue().replace("\n\n", ""))
        .isEqualTo(stream.text().replace("\n\n", ""));
    JsonNode details = user.get("/api/v1/messages/" + answer.get("id").textValue()).json();
    assertThat(details.get("tool_calls").get(0).get("output").get("status").textValue())
        .isEqualTo("optimal");
    assertThat(details.get("chain_of_thought").findValuesAsText("step_type"))
        .contains("tool_selection", "parameter_eval", "tool_result_eval", "synthesis");
  }

  @Test
  void aStreamIsRejoinedBehindAnyEvent() {
    ChatStream stream = ask("{\"content\": \"Hello\"}");
    String events = "/api/v1/runs/" + stream.runId() + "/events";

    ChatStream again = ChatStream.of(user.get(events));
    ChatStream rest =
        ChatStream.of(user.with("Last-Event-ID", "" + (stream.events().size() - 1)).get(events));

    assertThat(again.text()).isEqualTo(stream.text());
    assertThat(again.types()).endsWith("run_finished");
    assertThat(rest.types()).containsExactly("run_finished");
    assertThat(ChatStream.of(user.get(events + "?after=999999")).events()).isEmpty();
  }

  @Test
  void aConversationGoesOnInItsSession() {
    ChatStream first = ask("{\"content\": \"what is 12*7\"}");
    ChatStream second =
        ask(
            "{\"session_id\": \"%s\", \"content\": \"what time is it in Tokyo?\"}"
                .formatted(first.sessionId()));

    assertThat(second.sessionId()).isEqualTo(first.sessionId());
    assertThat(first.text()).contains("84");
    assertThat(second.ofType("tool_call").getFirst().get("tool_name").textValue())
        .isEqualTo("current_time");
    assertThat(user.get(messages(first)).json().get("items")).hasSize(4);
  }

  @Test
  void aRepeatedKeyGivesTheSameRun() {
    ApiClient once = user.with("Idempotency-Key", "key-1");

    ChatStream first = ChatStream.of(once.post("/api/v1/chat/stream", "{\"content\": \"Hi\"}"));
    ChatStream second = ChatStream.of(once.post("/api/v1/chat/stream", "{\"content\": \"Hi\"}"));

    assertThat(second.runId()).isEqualTo(first.runId());
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(user.get("/api/v1/sessions").json().get("items")).hasSize(1);
  }

  @Test
  void aRunThatIsOverCanBeCancelledWithoutEffect() {
    ChatStream stream = ask("{\"content\": \"Hi\"}");
    String run = "/api/v1/runs/" + stream.runId();

    assertThat(user.post(run + "/cancel").status()).isEqualTo(202);
    assertThat(user.get(run).json().get("status").textValue()).isEqualTo("completed");
  }

  @Test
  void aStrangerSeesNothingOfIt() {
    ChatStream stream = ask("{\"content\": \"Hi\"}");
    String message = user.get(messages(stream)).json().get("items").get(0).get("id").textValue();
    ApiClient stranger = RunningServer.shared().newUser();

    for (String path :
        new String[] {
          "/api/v1/sessions/" + stream.sessionId(),
          messages(stream),
          "/api/v1/messages/" + message,
          "/api/v1/runs/" + stream.runId(),
          "/api/v1/runs/" + stream.runId() + "/events"
        }) {
      assertThat(stranger.get(path).status()).as(path).isEqualTo(404);
      assertThat(RunningServer.shared().anonymous().get(path).status()).as(path).isEqualTo(401);
    }
    Reply foreign =
        stranger.post(
            "/api/v1/chat/stream",
            "{\"session_id\": \"%s\", \"content\": \"Hi\"}".formatted(stream.sessionId()));
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(stranger.post("/api/v1/runs/" + stream.runId() + "/cancel").status()).isEqualTo(404);
  }

  private ChatStream ask(String body) {
    return ChatStream.of(user.post("/api/v1/chat/stream", body));
  }

  private static String messages(ChatStream stream) {
    return "/api/v1/sessions/" + stream.sessionId() + "/messages";
  }
}
