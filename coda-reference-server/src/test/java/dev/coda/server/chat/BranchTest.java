package dev.coda.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BranchTest {
  private final ApiClient user = RunningServer.shared().newUser();
  private final String session = user.post("/api/v1/sessions", "{}").json().get("id").textValue();

  @Test
  void aTurnIsAnsweredWhole() {
    JsonNode turn = ask("what is 12*7");

    assertThat(turn.at("/user_message/content").textValue()).isEqualTo("what is 12*7");
    assertThat(turn.at("/assistant_message/content").textValue()).contains("84");
    assertThat(turn.at("/assistant_message/status").textValue()).isEqualTo("complete");
    assertThat(turn.at("/assistant_message/tool_calls")).hasSize(1);
    assertThat(turn.at("/assistant_message/parent_id")).isEqualTo(turn.at("/user_message/id"));
    assertThat(user.get("/api/v1/runs/" + turn.get("run_id").textValue()).status()).isEqualTo(200);
  }

  @Test
  void anEditedMessageIsASiblingAndIsAnsweredOnItsOwnBranch() {
    JsonNode first = ask("what is 12*7");
    String asked = id(first, "user_message");

    Reply branch = user.post(message(asked) + "/branch", "{\"content\": \"what is 6*7\"}");

    assertThat(branch.status()).as(branch.body()).isEqualTo(201);
    String edited = branch.json().get("message_id").textValue();
    assertThat(branch.json().get("head_message_id").textValue()).isEqualTo(edited);
    assertThat(branch.json().get("session_id").textValue()).isEqualTo(session);
    assertThat(answerAgain(edited).text()).contains("42");
    JsonNode path = path();
    assertThat(path).hasSize(2);
    assertThat(path.get(0).get("content").textValue()).isEqualTo("what is 6*7");
    assertThat(path.get(0).get("sibling_ids"))
        .extracting(JsonNode::textValue)
        .containsExactly(asked, edited);

    Reply back = user.post(message(asked) + "/select");
    assertThat(back.status()).as(back.body()).isEqualTo(200);
    assertThat(back.json().get("head_message_id").textValue())
        .isEqualTo(id(first, "assistant_message"));
    assertThat(path().get(1).get("content").textValue()).contains("84");
  }

  @Test
  void anAnswerIsGivenAgainBesideTheFirst() {
    JsonNode first = ask("what is 12*7");
    String answer = id(first, "assistant_message");

    Reply branch = user.post(message(answer) + "/branch", "{}");

    assertThat(branch.status()).as(branch.body()).isEqualTo(201);
    String asked = branch.json().get("message_id").textValue();
    assertThat(asked).isEqualTo(id(first, "user_message"));
    answerAgain(asked);
    JsonNode path = path();
    assertThat(path).hasSize(2);
    assertThat(path.get(1).get("sibling_ids")).hasSize(2);
    assertThat(path.get(1).get("id").textValue()).isNotEqualTo(answer);
  }

  @Test
  void aMessageIsEditedAndAnsweredInOneRequest() {
    JsonNode first = ask("what is 12*7");
    ask("what is 2*2");
    String asked = id(first, "user_message");

    ChatStream edited = stream("\"content\": \"what is 6*7\", \"edit_of\": \"%s\"", asked);

    assertThat(edited.text()).contains("42");
    JsonNode path = path();
    assertThat(path).hasSize(2);
    assertThat(path.get(0).get("content").textValue()).isEqualTo("what is 6*7");
    assertThat(path.get(0).get("sibling_ids")).hasSize(2);
    assertThat(path.get(0).get("sibling_ids").get(0).textValue()).isEqualTo(asked);
  }

  @Test
  void anAnswerIsGivenAgainInOneRequest() {
    String answer = id(ask("what is 12*7"), "assistant_message");

    ChatStream again = stream("\"answer_again\": \"%s\"", answer);

    assertThat(again.text()).contains("84");
    JsonNode path = path();
    assertThat(path).hasSize(2);
    assertThat(path.get(1).get("sibling_ids")).hasSize(2);
    assertThat(path.get(1).get("id").textValue()).isNotEqualTo(answer);
  }

  @Test
  void whatCannotStartLeavesTheOldAnswerInView() {
    JsonNode first = ask("what is 12*7");
    String asked = id(first, "user_message");
    String answer = id(first, "assistant_message");
    String missing = UUID.randomUUID().toString();
    JsonNode before = path();

    assertThat(start("\"answer_again\": \"%s\", \"model_provider\": \"nonesuch\"", answer).blamed())
        .containsExactly("model_provider");
    assertThat(start("\"answer_again\": \"%s\"", asked).blamed()).containsExactly("answer_again");
    assertThat(start("\"answer_again\": \"%s\"", missing).status()).isEqualTo(404);
    assertThat(start("\"answer_again\": \"%s\", \"content\": \"x\"", answer).blamed())
        .containsExactly("content");
    assertThat(start("\"edit_of\": \"%s\"", asked).blamed()).containsExactly("content");
    assertThat(start("\"content\": \"x\", \"edit_of\": \"%s\"", answer).status()).isEqualTo(404);
    assertThat(
            start("\"content\": \"x\", \"edit_of\": \"%1$s\", \"parent_id\": \"%1$s\"", asked)
                .blamed())
        .containsExactly("edit_of");
    assertThat(
            user.post("/api/v1/chat/stream", "{\"content\": \"x\", \"edit_of\": \"" + asked + "\"}")
                .blamed())
        .containsExactly("session_id");

    assertThat(path()).isEqualTo(before);
  }

  @Test
  void whatCannotBeBranchedSaysWhy() {
    JsonNode first = ask("what is 12*7");
    String asked = message(id(first, "user_message"));
    String answer = message(id(first, "assistant_message"));
    ApiClient stranger = RunningServer.shared().newUser();

    assertThat(user.post(asked + "/branch", "{}").blamed()).containsExactly("content");
    assertThat(user.post(asked + "/branch").blamed()).containsExactly("content");
    assertThat(user.post(asked + "/branch", "{\"content\": \" \"}").blamed())
        .containsExactly("content");
    assertThat(user.post(answer + "/branch", "{\"content\": \"x\"}").blamed())
        .containsExactly("content");
    assertThat(user.post(asked + "/branch", "{\"text\": \"x\"}").status()).isEqualTo(400);
    assertThat(stranger.post(answer + "/branch", "{}").status()).isEqualTo(404);
    assertThat(stranger.post(answer + "/select").status()).isEqualTo(404);
    assertThat(path()).hasSize(2);
  }

  @Test
  void whatNeverStartedIsAProblem() {
    String path = "/api/v1/sessions/" + session + "/messages";

    assertThat(user.post(path, "{}").blamed()).containsExactly("content");
    assertThat(
            user.post(
                    path, "{\"content\": \"x\", \"model_provider\": \"x\", \"model_name\": \"y\"}")
                .blamed())
        .containsExactly("model_provider");
    assertThat(path()).isEmpty();
  }

  private JsonNode ask(String content) {
    Reply reply =
        user.post(
            "/api/v1/sessions/" + session + "/messages", "{\"content\": \"" + content + "\"}");
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.json();
  }

  private ChatStream answerAgain(String message) {
    return ChatStream.of(
        user.post(
            "/api/v1/chat/stream",
            "{\"session_id\": \"%s\", \"parent_id\": \"%s\"}".formatted(session, message)));
  }

  private ChatStream stream(String fields, String message) {
    return ChatStream.of(start(fields, message));
  }

  private Reply start(String fields, String message) {
    return user.post(
        "/api/v1/chat/stream",
        "{\"session_id\": \"%s\", %s}".formatted(session, fields.formatted(message)));
  }

  private JsonNode path() {
    return user.get("/api/v1/sessions/" + session + "/messages").json().get("items");
  }

  private static String id(JsonNode turn, String message) {
    return turn.get(message).get("id").textValue();
  }

  private static String message(String id) {
    return "/api/v1/messages/" + id;
  }
}
