package dev.coda.server.dialect.uistream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UiChatTest {
  private static final String CHAT = "/api/v1/ai/chat";

  private final RunningServer server = RunningServer.shared();
  private final ApiClient user = server.newUser();

  @Test
  void saysWhichProtocolItSpeaksAndHasNothingToResume() {
    String id = UUID.randomUUID().toString();
    Reply reply = user.post(CHAT, message(id, "what is 1+1"));

    assertThat(reply.header("x-vercel-ai-ui-message-stream")).isEqualTo("v1");
    assertThat(reply.header("X-Session-Id")).isEqualTo(id);
    assertThat(user.get(CHAT + "/" + id + "/stream").status()).isEqualTo(204);
  }

  @Test
  void answersARepeatedRequestWithTheSameRun() {
    ApiClient once = user.with("Idempotency-Key", "k");
    String body = message(UUID.randomUUID().toString(), "what is 1+1");

    assertThat(once.post(CHAT, body).header("X-Run-Id"))
        .isEqualTo(once.post(CHAT, body).header("X-Run-Id"));
  }

  @Test
  void refusesWhatIsNotThere() {
    String id = UUID.randomUUID().toString();
    user.post(CHAT, message(id, "what is 1+1"));
    ApiClient other = server.newUser();

    assertThat(other.post(CHAT, message(id, "what is 1+1")).status()).isEqualTo(404);
    assertThat(other.get(CHAT + "/" + id + "/stream").status()).isEqualTo(404);
    assertThat(user.post(CHAT, "{\"id\": \"x\", \"messages\": []}").blamed())
        .containsExactly("messages");
    assertThat(user.post(CHAT, message(" ", "what is 1+1")).blamed()).containsExactly("id");
  }

  private static String message(String id, String text) {
    return """
    {"id": "%s", "trigger": "submit-message", "messages": [
      {"id": "m", "role": "user", "parts": [{"type": "text", "text": "%s"}]}]}
    """
        .formatted(id, text);
  }
}
