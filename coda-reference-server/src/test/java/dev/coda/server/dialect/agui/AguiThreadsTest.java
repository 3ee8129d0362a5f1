package dev.coda.server.dialect.agui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Threads are sessions, and what is sent along of them is matched. */
class AguiThreadsTest {
  private static final String AGUI = "/api/v1/agui";

  private final RunningServer server = RunningServer.shared();
  private final ApiClient user = server.newUser();

  @Test
  void keepsAThreadUnderTheNameThatItsClientHasForIt() {
    Reply first = send("my thread", "r1", said("what is 1+1"));
    Reply second =
        send("my thread", "r2", said("what is 1+1"), answered(first), said("what is 2+2"));
    String session = first.header("X-Session-Id");

    assertThat(second.header("X-Session-Id")).isEqualTo(session);
    assertThat(user.get("/api/v1/sessions/" + session).json().at("/metadata/external_id").asText())
        .isEqualTo("my thread");
    assertThat(messages(session)).hasSize(4);
    assertThat(
            new AguiThreadsTest()
                .send("my thread", "r1", said("what is 1+1"))
                .header("X-Session-Id"))
        .isNotEqualTo(session);
  }

  @Test
  void makesABranchOfWhatDiffers() {
    String thread = UUID.randomUUID().toString();
    Reply first = send(thread, "r1", said("what is 3+3"));
    assertThat(first.header("X-Session-Id")).isEqualTo(thread);
    send(thread, "r2", said("what is 3+3"), answered(first), said("what is 4+4"));

    send(thread, "r3", said("what is 3+3"), answered(first), said("what is 5+5"));

    JsonNode branch = messages(thread);
    assertThat(branch).hasSize(4);
    assertThat(branch.at("/2/content").asText()).isEqualTo("what is 5+5");
    assertThat(branch.at("/2/sibling_ids")).hasSize(2);
    assertThat(branch.at("/0/sibling_ids")).hasSize(1);
  }

  @Test
  void answersAQuestionAgainWhoseAnswerIsNotSentAlong() {
    String thread = UUID.randomUUID().toString();
    send(thread, "r1", said("what is 3+3"));

    send(thread, "r2", said("what is 3+3"));

    JsonNode branch = messages(thread);
    assertThat(branch).hasSize(2);
    assertThat(branch.at("/0/sibling_ids")).hasSize(1);
    assertThat(branch.at("/1/sibling_ids")).hasSize(2);
  }

  @Test
  void storesAConversationThatBeganElsewhere() {
    String thread = UUID.randomUUID().toString();
    send(
        thread,
        "r1",
        said("what is 3+3"),
        "{\"id\": \"x\", \"role\": \"assistant\", \"content\": \"uno\"}",
        said("what is 4+4"));

    assertThat(
            StreamSupport.stream(messages(thread).spliterator(), false)
                .limit(3)
                .map(message -> message.get("content").asText()))
        .containsExactly("what is 3+3", "uno", "what is 4+4");
  }

  @Test
  void showsTheSameRunForTheSameRunId() {
    String thread = UUID.randomUUID().toString();
    Reply first = send(thread, "r1", said("what is 1+1"));
    Reply second = send(thread, "r1", said("what is 1+1"));

    assertThat(second.header("X-Run-Id")).isEqualTo(first.header("X-Run-Id"));
    assertThat(second.body()).contains("MESSAGES_SNAPSHOT").contains("RUN_FINISHED");
    assertThat(messages(thread)).hasSize(2);
  }

  @Test
  void refusesForeignThreadsAndWrongRequests() {
    String thread = UUID.randomUUID().toString();
    send(thread, "r1", said("what is 1+1"));

    assertThat(new AguiThreadsTest().send(thread, "r1", said("what is 1+1")).status())
        .isEqualTo(404);
    assertThat(send(thread, "r2").blamed()).containsExactly("messages");
    assertThat(user.post(AGUI, "{}").blamed()).containsExactly("threadId");
    assertThat(
            user.post(
                    AGUI,
                    """
                    {"threadId": "%s", "runId": "r3", "messages": [], "resume": [
                      {"interruptId": "x", "status": "cancelled"}]}
                    """
                        .formatted(thread))
                .blamed())
        .containsExactly("resume");
  }

  private Reply send(String thread, String run, String... messages) {
    return user.post(
        AGUI,
        "{\"threadId\": \"%s\", \"runId\": \"%s\", \"messages\": [%s]}"
            .formatted(thread, run, String.join(",", messages)));
  }

  private static String said(String text) {
    return "{\"id\": \"%s\", \"role\": \"user\", \"content\": \"%s\"}"
        .formatted(UUID.randomUUID(), text);
  }

  /** Returns the answer of a run as its client has it. */
  private String answered(Reply run) {
    String text = messages(run.header("X-Session-Id")).at("/1/content").toString();
    return "{\"id\": \"%s\", \"role\": \"assistant\", \"content\": %s}"
        .formatted(UUID.randomUUID(), text);
  }

  private JsonNode messages(String session) {
    return user.get("/api/v1/sessions/" + session + "/messages").json().path("items");
  }
}
