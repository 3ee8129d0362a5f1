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
    Reply first = send("my thread", "r1", said("hello"));
    Reply second = send("my thread", "r2", said("hello"), answered(first), said("and again"));
    String session = first.header("X-Session-Id");

    assertThat(second.header("X-Session-Id")).isEqualTo(session);
    assertThat(user.get("/api/v1/sessions/" + session).json().at("/metadata/external_id").asText())
        .isEqualTo("my thread");
    assertThat(messages(session)).hasSize(4);
    assertThat(new AguiThreadsTest().send("my thread", "r1", said("hello")).header("X-Session-Id"))
        .isNotEqualTo(session);
  }

  @Test
  void makesABranchOfWhatDiffers() {
    String thread = UUID.randomUUID().toString();
    Reply first = send(thread, "r1", said("one"));
    assertThat(first.header("X-Session-Id")).isEqualTo(thread);
    send(thread, "r2", said("one"), answered(first), said("two"));

    send(thread, "r3", said("one"), answered(first), said("other"));

    JsonNode branch = messages(thread);
    assertThat(branch).hasSize(4);
    assertThat(branch.at("/2/content").asText()).isEqualTo("other");
    assertThat(branch.at("/2/sibling_ids")).hasSize(2);
    assertThat(branch.at("/0/sibling_ids")).hasSize(1);
  }

  @Test
  void answersAQuestionAgainWhoseAnswerIsNotSentAlong() {
    String thread = UUID.randomUUID().toString();
    send(thread, "r1", said("one"));

    send(thread, "r2", said("one"));

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
        said("one"),
        "{\"id\": \"x\", \"role\": \"assistant\", \"content\": \"uno\"}",
        said("two"));

    assertThat(
            StreamSupport.stream(messages(thread).spliterator(), false)
                .limit(3)
                .map(message -> message.get("content").asText()))
        .containsExactly("one", "uno", "two");
  }

  @Test
  void showsTheSameRunForTheSameRunId() {
    String thread = UUID.randomUUID().toString();
    Reply first = send(thread, "r1", said("hello"));
    Reply second = send(thread, "r1", said("hello"));

    assertThat(second.header("X-Run-Id")).isEqualTo(first.header("X-Run-Id"));
    assertThat(second.body()).contains("MESSAGES_SNAPSHOT").contains("RUN_FINISHED");
    assertThat(messages(thread)).hasSize(2);
  }

  @Test
  void refusesForeignThreadsAndWrongRequests() {
    String thread = UUID.randomUUID().toString();
    send(thread, "r1", said("hello"));

    assertThat(new AguiThreadsTest().send(thread, "r1", said("hello")).status()).isEqualTo(404);
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
