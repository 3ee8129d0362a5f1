package dev.coda.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.Reply;
import dev.coda.testkit.mock.MockModelServer;
import dev.coda.testkit.mock.MockReply;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AttachedImageTest {
  private static final String PNG = "iVBORw0KGgoAAAAA";

  @Test
  void aModelIsShownThePictureInThisTurnAndTheNext() throws Exception {
    try (HostedServer server = new HostedServer(Path.of("target", "attached-image"))) {
      server.model.enqueue(MockReply.text("A dot."), MockReply.text("Still a dot."));
      String session = server.newSession();
      Reply uploaded =
          server
              .user
              .with("Content-Type", "image/png")
              .send(
                  "POST",
                  "/api/v1/sessions/" + session + "/attachments?name=dot.png",
                  BodyPublishers.ofByteArray(Base64.getDecoder().decode(PNG)));

      String first =
          """
          {"session_id": "%s", "content": "What is this?", "model_provider": "hosted",
           "model_name": "%s", "attachments": ["%s"]}\
          """
              .formatted(session, MockModelServer.MODEL, uploaded.json().path("id").asText());
      ChatStream.of(server.user.post("/api/v1/chat/stream", first));
      ChatStream.of(
          server.user.post(
              "/api/v1/chat/stream", HostedServer.question(session, "And now?", "{}")));

      JsonNode model = server.user.get("/api/v1/models").json().at("/items/0");
      assertThat(model.get("capabilities").toString()).contains("images", "files");
      assertThat(server.model.exchanges())
          .hasSize(2)
          .allSatisfy(exchange ->
              assertThat(exchange.request().json().findValuesAsText("url"))
                  .containsExactly("data:image/png;base64," + PNG));
    }
  }
}
