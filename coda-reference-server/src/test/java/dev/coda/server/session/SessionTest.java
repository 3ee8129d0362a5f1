package dev.coda.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.session.SessionLimits;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTest {
  private static final String SESSIONS = "/api/v1/sessions";

  private final ApiClient user = RunningServer.shared().newUser();

  @Test
  void aSessionIsCreatedChangedAndDeleted() {
    Reply created = user.post(SESSIONS, "{\"title\": \"Plans\", \"metadata\": {\"pinned\": true}}");
    assertThat(created.status()).isEqualTo(201);
    String path = SESSIONS + "/" + created.json().get("id").textValue();
    assertThat(user.get(path).json().get("metadata").get("pinned").booleanValue()).isTrue();

    JsonNode renamed = user.patch(path, "{\"title\": \"Other plans\"}").json();
    assertThat(renamed.get("title").textValue()).isEqualTo("Other plans");
    assertThat(renamed.get("metadata").get("pinned").booleanValue()).isTrue();
    assertThat(user.patch(path, "{\"title\": null}").json().has("title")).isFalse();

    assertThat(user.delete(path).status()).isEqualTo(204);
    assertThat(user.get(path).status()).isEqualTo(404);
    assertThat(user.delete(path).status()).isEqualTo(404);
  }

  @Test
  void sessionsAreListedInPagesTheLatestFirst() {
    for (int i = 0; i < 5; i++) {
      user.post(SESSIONS, "{\"title\": \"s%d\"}".formatted(i));
    }

    List<String> titles = new ArrayList<>();
    String next = SESSIONS + "?limit=2";
    while (next != null) {
      JsonNode page = user.get(next).json();
      page.get("items").forEach(session -> titles.add(session.get("title").textValue()));
      next =
          page.has("next_cursor")
              ? SESSIONS + "?limit=2&cursor=" + page.get("next_cursor").textValue()
              : null;
    }

    assertThat(titles).containsExactly("s4", "s3", "s2", "s1", "s0");
  }

  @Test
  void listsLeaveOutWhatCanBeLarge() {
    user.post(SESSIONS, "{\"title\": \"a\", \"system_prompt\": \"b\", \"metadata\": {\"c\": 1}}");

    JsonNode session = user.get(SESSIONS).json().at("/items/0");

    assertThat(session.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("id", "title", "message_count", "created_at", "updated_at");
  }

  @Test
  void listsShowWhatIsPinnedAndArchived() {
    user.post(SESSIONS, "{\"title\": \"old\", \"metadata\": {\"pinned\": true}}");
    user.post(SESSIONS, "{\"title\": \"done\", \"metadata\": {\"archived\": true}}");
    user.post(SESSIONS, "{\"title\": \"odd\", \"metadata\": {\"pinned\": \"true\"}}");

    JsonNode items = user.get(SESSIONS).json().get("items");
    assertThat(marks(items, "pinned")).containsExactly("old");
    assertThat(marks(items, "archived")).containsExactly("done");
    assertThat(marks(user.get(SESSIONS + "?q=old").json().get("items"), "pinned"))
        .containsExactly("old");

    JsonNode pinned = user.get(SESSIONS + "?pinned=true").json();
    assertThat(marks(pinned.get("items"), "pinned")).containsExactly("old");
    assertThat(pinned.get("items")).hasSize(1);
    assertThat(RunningServer.shared().newUser().get(SESSIONS + "?pinned=true").json().get("items"))
        .isEmpty();
    assertThat(user.get(SESSIONS + "?pinned=false").status()).isEqualTo(400);
    assertThat(user.get(SESSIONS + "?pinned=true&q=old").status()).isEqualTo(400);
  }

  private static List<String> marks(JsonNode items, String mark) {
    List<String> titles = new ArrayList<>();
    items.forEach(session -> {
      if (session.path(mark).asBoolean()) {
        titles.add(session.get("title").textValue());
      }
    });
    return titles;
  }

  @Test
  void metadataIsMergedAtEveryDepth() {
    String path = SESSIONS + "/" + user.post(SESSIONS, "{}").json().get("id").textValue();
    user.patch(path, "{\"metadata\": {\"a\": 1, \"b\": {\"x\": 1, \"z\": {\"k\": [1]}}}}");

    Reply merged =
        user.patch(path, "{\"metadata\": {\"a\": null, \"b\": {\"y\": 3, \"z\": {\"k\": null}}}}");

    assertThat(merged.json().get("metadata").toString())
        .isEqualTo("{\"b\":{\"x\":1,\"z\":{},\"y\":3}}");
    assertThat(user.patch(path, "{\"metadata\": null}").json().get("metadata")).isEmpty();
  }

  @Test
  void metadataHasALimitHoweverItIsSet() {
    String path = SESSIONS + "/" + user.post(SESSIONS, "{}").json().get("id").textValue();
    String half = "x".repeat(SessionLimits.METADATA_BYTES / 2);

    assertThat(user.post(SESSIONS, "{\"metadata\": {\"a\": \"" + half + half + "\"}}").blamed())
        .containsExactly("metadata");
    assertThat(user.patch(path, "{\"metadata\": {\"a\": \"" + half + "\"}}").status())
        .isEqualTo(200);
    assertThat(user.patch(path, "{\"metadata\": {\"b\": \"" + half + "\"}}").blamed())
        .containsExactly("metadata");
    assertThat(user.get(path).json().get("metadata").fieldNames())
        .toIterable()
        .containsExactly("a");
  }

  @Test
  void unicodeIsEchoedUnchanged() {
    String title = "Grüße, 世界 🌍 \u202Eשלום";

    Reply created = user.post(SESSIONS, "{\"title\": \"" + title + "\"}");

    assertThat(created.json().get("title").textValue()).isEqualTo(title);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"title\": 1}                   | title",
        "{\"title\": \"\"}                | title",
        "{\"metadata\": []}               | metadata",
        "{\"metadata\": \"x\"}            | metadata",
        "{\"model_name\": \"demo\"}       | model_provider",
        "{\"model_provider\": \"demo\"}   | model_name",
        "{\"model_provider\": \"nope\"}   | model_provider",
        "{\"metadata\": {\"a\": [1e400]}} | metadata.a[0]",
        "{\"model_provider\": \"x\", \"model_name\": \"demo\"}  | model_provider",
        "{\"model_provider\": \"demo\", \"model_name\": \"x\"}  | model_name",
        "{\"id\": \"x\"}                  | id",
        "{\"user_id\": \"x\"}             | user_id",
        "{\"organization_id\": \"x\"}     | organization_id"
      })
  void aWrongFieldIsNamed(String body, String field) {
    String path = SESSIONS + "/" + user.post(SESSIONS, "{}").json().get("id").textValue();

    for (Reply reply : List.of(user.post(SESSIONS, body), user.patch(path, body))) {
      assertThat(reply.status()).as(reply.body()).isEqualTo(400);
      assertThat(reply.blamed()).containsExactly(field);
    }
  }

  @Test
  void aModelIsChosenAndGivenUpAsAWhole() {
    String path = SESSIONS + "/" + user.post(SESSIONS, "{}").json().get("id").textValue();

    Reply chosen = user.patch(path, "{\"model_provider\": \"demo\", \"model_name\": \"demo\"}");
    assertThat(chosen.status()).as(chosen.body()).isEqualTo(200);
    assertThat(user.patch(path, "{\"model_name\": null}").blamed()).containsExactly("model_name");
    assertThat(user.patch(path, "{\"model_name\": \"x\"}").blamed()).containsExactly("model_name");
    assertThat(user.patch(path, "{\"title\": \"a\"}").json().get("model_name").textValue())
        .isEqualTo("demo");
    JsonNode cleared = user.patch(path, "{\"model_provider\": null, \"model_name\": null}").json();
    assertThat(cleared.has("model_provider")).isFalse();
    Reply keyless =
        user.patch(path, "{\"model_provider\": \"openai\", \"model_name\": \"gpt-4.1\"}");
    assertThat(keyless.code()).isEqualTo("provider_unavailable");
  }

  @Test
  void theHeadMustBeAMessageOfTheSession() {
    String path = SESSIONS + "/" + user.post(SESSIONS, "{}").json().get("id").textValue();
    String nowhere = "019a0000-0000-7000-8000-000000000000";

    Reply reply = user.patch(path, "{\"head_message_id\": \"" + nowhere + "\"}");

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.blamed()).containsExactly("head_message_id");
    assertThat(user.get(path + "/messages?cursor=" + nowhere).blamed()).containsExactly("cursor");
    assertThat(user.get(path + "/messages?branch=" + nowhere).status()).isEqualTo(404);
    assertThat(user.get(SESSIONS + "?q=%00").blamed()).containsExactly("q");
  }

  @Test
  void aStrangersSessionIsNotThere() {
    String path = SESSIONS + "/" + user.post(SESSIONS, "{}").json().get("id").textValue();
    ApiClient stranger = RunningServer.shared().newUser();

    assertThat(stranger.get(path).status()).isEqualTo(404);
    assertThat(stranger.patch(path, "{\"title\": \"mine\"}").status()).isEqualTo(404);
    assertThat(stranger.delete(path).status()).isEqualTo(404);
    assertThat(stranger.get(SESSIONS).json().get("items")).isEmpty();
    assertThat(user.get(path).status()).isEqualTo(200);
  }

  @Test
  void toolsAndModelsAreListed() {
    JsonNode tools = user.get("/api/v1/tools").json().get("items");
    assertThat(tools.findValuesAsText("name"))
        .contains("solver_optimize", "calculator", "current_time");
    assertThat(user.get("/api/v1/tools/calculator").json().get("source").textValue())
        .isEqualTo("schema");
    assertThat(user.get("/api/v1/tools/nothing").status()).isEqualTo(404);
    JsonNode models = user.get("/api/v1/models").json().get("items");
    assertThat(models.findValuesAsText("provider")).contains("demo");
  }
}
