package dev.coda.server.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessagePageTest {
  private final ApiClient user = RunningServer.shared().newUser();

  @Test
  void endsAPageBeforeItIsTooLarge() {
    String session = session(5, "x".repeat(400_000));

    List<Integer> sizes = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      JsonNode page = user.get(session + "/messages?limit=100" + cursor).json();
      sizes.add(page.get("items").size());
      cursor = page.has("next_cursor") ? "&cursor=" + page.get("next_cursor").textValue() : null;
    }

    assertThat(sizes).containsExactly(2, 2, 1);
  }

  @Test
  void pagesBackwardsFromTheEnd() {
    String session = session(5, "x");
    List<String> all = user.get(session + "/messages").json().findValuesAsText("id");

    List<String> read = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      JsonNode page = user.get(session + "/messages?from=end&limit=2" + cursor).json();
      read.addAll(0, page.get("items").findValuesAsText("id"));
      sizes.add(page.get("items").size());
      cursor = page.has("next_cursor") ? "&cursor=" + page.get("next_cursor").textValue() : null;
    }

    assertThat(sizes).containsExactly(2, 2, 1);
    assertThat(read).isEqualTo(all);
    assertThat(user.get(session + "/messages?from=start&limit=2").json().get("items")).hasSize(2);
    assertThat(user.get(session + "/messages?from=middle").blamed()).containsExactly("from");
  }

  @Test
  void showsAMessageThatIsLargerThanAPage() {
    String session = session(2, "x".repeat((int) MessageController.PAGE_BYTES + 1));

    JsonNode page = user.get(session + "/messages").json();

    assertThat(page.get("items")).hasSize(1);
    assertThat(page.at("/items/0/content").textValue()).hasSizeGreaterThan(1 << 20);
  }

  @Test
  void answersManyAtOnceOneAfterTheOther() {
    String session = session(1, "Hello");

    for (int i = 0; i < 200; i++) {
      assertThat(user.get(session + "/messages").status()).isEqualTo(200);
    }
    assertThat(user.get(session + "/messages?cursor=" + UUID.randomUUID()).status()).isEqualTo(400);
  }

  /** Imports a chain of answers of one text. */
  private String session(int messages, String text) {
    StringBuilder file =
        new StringBuilder("{\"format\":\"coda.session\",\"version\":1,\"messages\":[");
    String parent = "";
    UUID id = null;
    for (int i = 0; i < messages; i++) {
      id = UUID.randomUUID();
      file.append(i == 0 ? "" : ",")
          .append(
              ("{\"id\":\"%s\",%s\"role\":\"assistant\",\"status\":\"complete\",\"created_at\":"
                      + "\"2026-01-01T00:00:00Z\",\"parts\":[{\"type\":\"text\",\"text\":\"%s\"}]}")
                  .formatted(id, parent, text));
      parent = "\"parent_id\":\"" + id + "\",";
    }
    file.append("],\"session\":{\"head_message_id\":\"").append(id).append("\"}}");
    return "/api/v1/sessions/"
        + user.post("/api/v1/sessions/import", file.toString()).json().get("id").textValue();
  }
}
