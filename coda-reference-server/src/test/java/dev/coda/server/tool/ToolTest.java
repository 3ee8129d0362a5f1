package dev.coda.server.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Stores;
import dev.coda.api.session.ToolSetting;
import dev.coda.api.tool.ToolPermission;
import dev.coda.bridge.mcp.McpServerStatus;
import dev.coda.bridge.mcp.ServerState;
import dev.coda.server.config.ServerSettings;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ToolTest {
  private static final String CALCULATOR = "/api/v1/tools/calculator/execute";

  private final ApiClient user = RunningServer.shared().newUser();

  @Test
  void callsToolForPerson() {
    Reply reply = user.post(CALCULATOR, "{\"input\": {\"expression\": \"6 * 7\"}}");

    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.json().path("tool_name").asText()).isEqualTo("calculator");
    assertThat(reply.json().path("status").asText()).isEqualTo("success");
    assertThat(reply.json().path("output").toString()).contains("42");
    assertThat(reply.json().has("execution_time_ms")).isTrue();
    assertThat(UUID.fromString(reply.json().path("call_id").asText())).isNotNull();
    assertThat(reply.json().has("error")).isFalse();
  }

  @Test
  void saysWhyToolFailed() {
    Reply reply = user.post(CALCULATOR, "{\"input\": {\"expression\": \"1 / 0\"}}");

    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.json().path("status").asText()).isEqualTo("error");
    assertThat(reply.json().path("error").asText()).isNotEmpty();
    assertThat(reply.json().has("output")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"input\": {}} | input.expression",
        "{\"input\": {\"expression\": [7]}} | input.expression",
        "{\"input\": [1]} | input",
        "{\"input\": {\"expression\": \"1\", \"extra\": 1}} | input.extra",
        "{} | input",
        "{\"input\": {\"expression\": \"1\"}, \"other\": 1} | other"
      })
  void namesPlaceOfWhatDoesNotFitTheSchema(String body, String place) {
    Reply reply = user.post(CALCULATOR, body);

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("validation_failed");
    assertThat(reply.blamed()).contains(place);
  }

  @Test
  void readsInputAsACarefulPersonWould() {
    Reply reply = user.post(CALCULATOR, "{\"input\": {\"expression\": 7}}");

    assertThat(reply.json().at("/output/result").asInt()).as(reply.body()).isEqualTo(7);
  }

  @Test
  void knowsNoOtherToolAndNoStranger() {
    assertThat(user.post("/api/v1/tools/nothing/execute", "{\"input\": {}}").status())
        .isEqualTo(404);
    assertThat(RunningServer.shared().anonymous().post(CALCULATOR, "{\"input\": {}}").status())
        .isEqualTo(401);
  }

  @Test
  void doesNotRunWhatUserForbade() {
    UserId id = new UserId(UUID.fromString(user.get("/api/v1/auth/me").json().path("id").asText()));
    RunningServer.shared()
        .bean(Stores.class)
        .toolPermissions()
        .put(id, new ToolSetting("calculator", ToolPermission.DENY, null));

    Reply reply = user.post(CALCULATOR, "{\"input\": {\"expression\": \"6 * 7\"}}");

    assertThat(reply.status()).as(reply.body()).isEqualTo(403);
    assertThat(reply.code()).isEqualTo("forbidden");
  }

  @Test
  void tellsUsersNothingOfTheOperatorsNetwork() {
    McpServerStatus status =
        new McpServerStatus(
            "files",
            "http://10.1.2.3:9000",
            ServerState.UNAVAILABLE,
            "Failed to connect to /10.1.2.3:9000; INTERNAL_TOKEN is not set in /etc/coda/mcp.json",
            List.of("files__read"));

    McpServerView view = McpServerView.of(status, null);

    assertThat(view.name()).isEqualTo("files");
    assertThat(view.state()).isEqualTo(ServerState.UNAVAILABLE);
    assertThat(view.tools()).containsExactly("files__read");
    assertThat(view.toString()).doesNotContain("10.1.2.3", "INTERNAL_TOKEN", "/etc");
  }

  @Test
  void keepsReasonOfBrokenFileOutOfTheAnswer() throws IOException {
    Path folder =
        RunningServer.shared().bean(ServerSettings.class).toolsDir().resolve("secretive-tool");
    Files.createDirectories(folder);
    Path file = folder.resolve("schema.json");
    try {
      Files.writeString(
          file,
          """
          {"description": "x", "url": "http://10.1.2.3:9000/x",
           "headers": {"X-Key": "${SECRET_VARIABLE_NAME}"}}
          """);
      await()
          .untilAsserted(() ->
              assertThat(user.get("/api/v1/tools").body()).contains("secretive-tool/schema.json"));
      assertThat(user.get("/api/v1/tools").body())
          .doesNotContain("10.1.2.3", "SECRET_VARIABLE_NAME");
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void listsWhatIsWrongWithFiles() throws IOException {
    Path folder =
        RunningServer.shared().bean(ServerSettings.class).toolsDir().resolve("broken-tool");
    Files.createDirectories(folder);
    Path file = folder.resolve("schema.json");
    try {
      Files.writeString(file, "{\"description\": \"x\", \"url\": 7}");
      await()
          .untilAsserted(() -> {
            JsonNode problems = user.get("/api/v1/tools").json().path("problems");
            assertThat(problems.findValuesAsText("file")).contains("broken-tool/schema.json");
            assertThat(problems.findValuesAsText("where")).contains("url");
            assertThat(problems.findValuesAsText("reason"))
                .allMatch(reason -> reason.contains("log"));
          });
    } finally {
      Files.delete(file);
    }
    await()
        .untilAsserted(
            () -> assertThat(user.get("/api/v1/tools").json().has("problems")).isFalse());
  }
}
