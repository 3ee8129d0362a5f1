package dev.coda.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransferTest {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final ApiClient user = RunningServer.shared().newUser();

  @Test
  void anExportOfTheImportIsTheExportButForIds() {
    String session = conversation();
    Reply file = export(session, "json");
    assertThat(file.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"coda-session-" + session + ".json\"");

    Reply imported = user.post("/api/v1/sessions/import", file.body());

    assertThat(imported.status()).as(imported.body()).isEqualTo(201);
    String copy = imported.json().get("id").textValue();
    assertThat(copy).isNotEqualTo(session);
    assertThat(anonymous(export(copy, "json").body())).isEqualTo(anonymous(file.body()));
    assertThat(file.json().get("messages")).hasSize(4);
    assertThat(file.json().findValuesAsText("step_type")).contains("tool_selection");
  }

  @Test
  void anImportedConversationGoesOn() {
    Reply imported = user.post("/api/v1/sessions/import", export(conversation(), "json").body());

    Reply turn =
        user.post(
            "/api/v1/sessions/" + imported.json().get("id").textValue() + "/messages",
            "{\"content\": \"what is 6*7\"}");

    assertThat(turn.status()).as(turn.body()).isEqualTo(201);
    assertThat(turn.json().at("/assistant_message/content").textValue()).contains("42");
  }

  @Test
  void markdownShowsTheBranchInView() {
    Reply file = export(conversation(), "markdown");

    assertThat(file.header("Content-Type")).startsWith("text/markdown");
    assertThat(file.body()).startsWith("# ").contains("## You", "12*7", "84");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"format\":\"coda.session\",\"version\":1,\"session\":{},\"messages\":[{}]}",
        "{\"format\":\"coda.session\",\"version\":1,\"session\":{},\"messages\":["
      })
  void aMalformedFileIsRefusedAndChangesNothing(String file) {
    Reply reply = user.post("/api/v1/sessions/import", file);

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.body()).doesNotContain("dev.coda");
    assertThat(user.get("/api/v1/sessions").json().get("items")).isEmpty();
  }

  @Test
  void aFileSaysWhichOfItsFieldsIsWrong() {
    String file = export(conversation(), "json").body();

    Reply reply =
        user.post(
            "/api/v1/sessions/import", file.replaceFirst("\"role\":\"user\"", "\"role\":\"root\""));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.blamed()).containsExactly("messages[0].role");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"role\":\"user\"   | \"role\":\"user\",\"metadata\":{\"a\":[1e131072]} |"
            + " messages[0].metadata.a[0]",
        "\"type\":\"text\",\"text\":\"Hello\" | \"type\":\"text\" | messages[2].parts[0].text",
        "\"session\":{     | \"session\":{\"metadata\":{\"a\":1e-20000},\"x\":1,  |"
            + " session.metadata.a"
      })
  void whatADatabaseRefusesIsNamed(String before, String after, String field) {
    String file = export(conversation(), "json").body();
    int sessions = user.get("/api/v1/sessions").json().get("items").size();

    Reply reply =
        user.post(
            "/api/v1/sessions/import",
            file.replace(",\"metadata\":{}", "").replaceFirst(Pattern.quote(before), after));

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.blamed()).containsExactly(field);
    assertThat(user.get("/api/v1/sessions").json().get("items")).hasSize(sessions);
  }

  @Test
  void tooLargeAFileIsRefusedAndChangesNothing() {
    String start = "{\"format\":\"coda.session\",\"version\":1,\"session\":{},\"messages\":[";

    Reply reply = user.post("/api/v1/sessions/import", start + " ".repeat(65 << 20) + "]}");

    assertThat(reply.status()).isEqualTo(413);
    assertThat(user.get("/api/v1/sessions").json().get("items")).isEmpty();
  }

  @Test
  void onlyImportsMayBeLarge() {
    String large = "{\"title\": \"" + "x".repeat(2 << 20) + "\"}";

    assertThat(user.post("/api/v1/sessions", large).status()).isEqualTo(413);
    String file =
        "{\"format\":\"coda.session\",\"version\":1,\"session\":{\"system_prompt\":\"%s\"},\"messages\":[]}"
            .formatted("x".repeat(100_000));
    assertThat(user.post("/api/v1/sessions/import", file + " ".repeat(2 << 20)).status())
        .isEqualTo(201);
  }

  @Test
  void aBranchIsCopiedToASessionOfItsOwn() {
    String session = conversation();
    JsonNode items = user.get("/api/v1/sessions/" + session + "/messages").json().get("items");
    String second = items.get(1).get("id").textValue();

    Reply fork =
        user.post("/api/v1/sessions/" + session + "/fork", "{\"message_id\": \"" + second + "\"}");

    assertThat(fork.status()).as(fork.body()).isEqualTo(201);
    assertThat(fork.json().get("message_count").intValue()).isEqualTo(2);
    String copy = fork.json().get("id").textValue();
    JsonNode copied = user.get("/api/v1/sessions/" + copy + "/messages").json().get("items");
    assertThat(copied.findValuesAsText("content"))
        .isEqualTo(items.findValuesAsText("content").subList(0, 2));
    JsonNode whole = user.post("/api/v1/sessions/" + session + "/fork", "{}").json();
    assertThat(whole.get("message_count").intValue()).isEqualTo(4);
  }

  @Test
  void aStrangerGetsNothingOut() {
    String session = conversation();
    ApiClient stranger = RunningServer.shared().newUser();

    String path = "/api/v1/sessions/" + session;
    assertThat(stranger.post(path + "/export", "{\"format\": \"json\"}").status()).isEqualTo(404);
    assertThat(stranger.post(path + "/fork", "{}").status()).isEqualTo(404);
    assertThat(stranger.post(path + "/messages", "{\"content\": \"Hi\"}").status()).isEqualTo(404);
    assertThat(user.post(path + "/export", "{\"format\": \"pdf\"}").blamed())
        .containsExactly("format");
  }

  private String conversation() {
    String session = user.post("/api/v1/sessions", "{}").json().get("id").textValue();
    for (String content : new String[] {"what is 12*7", "Hello"}) {
      Reply turn =
          user.post(
              "/api/v1/sessions/" + session + "/messages", "{\"content\": \"" + content + "\"}");
      assertThat(turn.status()).as(turn.body()).isEqualTo(201);
    }
    return session;
  }

  private Reply export(String session, String format) {
    Reply reply =
        user.post("/api/v1/sessions/" + session + "/export", "{\"format\": \"" + format + "\"}");
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply;
  }

  private static String anonymous(String json) {
    Map<String, String> names = new HashMap<>();
    return ID.matcher(json)
        .replaceAll(id -> names.computeIfAbsent(id.group(), any -> "id-" + names.size()));
  }
}
