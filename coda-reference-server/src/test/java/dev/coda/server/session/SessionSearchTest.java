package dev.coda.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.RunningServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionSearchTest {
  private final ApiClient user = RunningServer.shared().newUser();

  @Test
  void wordsAreFoundInMessagesAndShown() {
    say("The invoice of the plumber is still open");
    say("How long do trains to Rome take?");

    JsonNode found = search("plumber");

    assertThat(found).hasSize(1);
    assertThat(found.get(0).get("snippet").textValue()).contains("invoice of the plumber");
  }

  @Test
  void aHitNamesItsMessageAndTheBranchThatShowsIt() {
    String session = say("Where is the invoice of the plumber?");
    String question = items(session, "").get(0).get("id").textValue();
    user.post("/api/v1/messages/" + question + "/branch", "{\"content\": \"Good day\"}");

    JsonNode hit = search("plumber").get(0);

    String message = hit.get("message_id").textValue();
    JsonNode branch = items(session, "?branch=" + hit.get("branch").textValue());
    assertThat(branch.findValuesAsText("id")).contains(message);
    assertThat(branch).hasSize(2);
    assertThat(items(session, "")).hasSize(1);
  }

  @Test
  void whatMeansTheSameIsFoundWithoutAWordInCommon() {
    String wanted = say("My puppy has been vomiting since yesterday");
    say("How long do trains to Rome take?");

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(search("the%20dog%20is%20sick").findValuesAsText("id")).startsWith(wanted));
    assertThat(RunningServer.shared().newUser().get("/api/v1/sessions?q=puppy").json().get("items"))
        .isEmpty();
  }

  @Test
  void aHitInATitleIsShown() {
    user.post("/api/v1/sessions", "{\"title\": \"Plans for the greenhouse\"}");

    JsonNode found = search("greenhouse");

    assertThat(found).hasSize(1);
    assertThat(found.get(0).get("snippet").textValue()).isEqualTo("Plans for the greenhouse");
    assertThat(found.get(0).has("message_id")).isFalse();
  }

  private JsonNode search(String text) {
    return user.get("/api/v1/sessions?q=" + text).json().get("items");
  }

  private JsonNode items(String session, String query) {
    return user.get("/api/v1/sessions/" + session + "/messages" + query).json().get("items");
  }

  private String say(String text) {
    String session = user.post("/api/v1/sessions", "{}").json().get("id").textValue();
    user.post("/api/v1/sessions/" + session + "/messages", "{\"content\": \"" + text + "\"}");
    return session;
  }
}
