package dev.coda.server.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.DataFolders;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.ServerProcess;
import dev.coda.testkit.mock.MockModelServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeysTest {
  private static final String KEYS = "/api/v1/settings/api-keys";
  private static final String KEY = "sk-canary-of-a-user-7890";
  private static final String QUESTION =
      """
      {"content": "Hello", "model_provider": "openai", "model_name": "gpt-5"}\
      """;

  @TempDir static Path folder;
  private static final MockModelServer HOST = MockModelServer.start();
  private static ServerProcess server;
  private static URI uri;

  private ApiClient user;
  private ApiClient other;

  @BeforeAll
  static void start() throws IOException {
    DataFolders.emptyDatabase(folder);
    server =
        ServerProcess.start(
            Map.of(
                "CODA_PORT", "0",
                "CODA_DATA_DIR", folder.toString(),
                "OPENAI_API_KEY", "",
                "OPENAI_BASE_URL", HOST.baseUrl(),
                "OPENAI_PROTOCOL", "chat_completions"));
    uri = server.awaitReady();
    Thread.ofVirtual().start(server::awaitEnd);
  }

  @BeforeEach
  void register() {
    user = ApiClient.of(uri).bearer(RunningServer.newToken(uri));
    other = ApiClient.of(uri).bearer(RunningServer.newToken(uri));
  }

  @AfterAll
  static void stop() {
    server.close();
    HOST.close();
  }

  @Test
  void aUsersOwnKeyOpensAProviderToThatUserAlone() {
    assertThat(user.post("/api/v1/chat/stream", QUESTION).status()).isEqualTo(400);

    Reply kept = keep(user, "openai", KEY);

    assertThat(kept.status()).as(kept.body()).isEqualTo(201);
    assertThat(kept.json().get("last4").textValue()).isEqualTo("7890");
    assertThat(models(user)).contains("\"openai\"");
    assertThat(user.post("/api/v1/chat/stream", QUESTION).body()).contains("run_finished");
    assertThat(HOST.awaitExchange(Duration.ofSeconds(10)).request().header("Authorization"))
        .contains("Bearer " + KEY);
    assertThat(models(other)).doesNotContain("\"openai\"");
    assertThat(other.post("/api/v1/chat/stream", QUESTION).status()).isEqualTo(400);
  }

  @Test
  void aKeyNeverComesOutAgain() {
    Reply kept = keep(user, "openai", KEY);
    Reply settings = user.get("/api/v1/settings");

    JsonNode shown = settings.json().get("api_keys").get(0);
    assertThat(shown.get("provider").textValue()).isEqualTo("openai");
    assertThat(shown.get("last4").textValue()).isEqualTo("7890");
    assertThat(kept.body() + settings.body() + server.output()).doesNotContain(KEY);
    assertThat(other.get("/api/v1/settings").json().get("api_keys")).isEmpty();
  }

  @Test
  void aForgottenKeyIsUsedNoMore() {
    keep(user, "openai", KEY);

    assertThat(user.delete(KEYS + "/openai").status()).isEqualTo(204);

    assertThat(models(user)).doesNotContain("\"openai\"");
    assertThat(user.post("/api/v1/chat/stream", QUESTION).status()).isEqualTo(400);
    assertThat(user.delete(KEYS + "/openai").status()).isEqualTo(404);
  }

  @Test
  void aSecondKeyTakesThePlaceOfTheFirst() {
    keep(user, "openai", KEY);
    keep(user, "openai", "sk-another-key-of-the-user-4321");
    keep(user, "anthropic", "short");

    assertThat(user.get("/api/v1/settings").json().get("api_keys"))
        .extracting(key -> key.get("provider").textValue() + " " + key.get("last4").textValue())
        .containsExactly("anthropic ", "openai 4321");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'provider': 'nobody', 'api_key': 'sk-1'} | provider",
        "{'provider': '', 'api_key': 'sk-1'} | provider",
        "{'api_key': 'sk-1'} | provider",
        "{'provider': 'openai'} | api_key",
        "{'provider': 'openai', 'api_key': ' '} | api_key",
        "{'provider': 'openai', 'api_key': 'sk 1'} | api_key",
        "{'provider': 'openai', 'api_key': 'sk\\r\\nHost: x'} | api_key",
        "{'provider': 'openai', 'api_key': 1} | api_key",
        "{'provider': 'openai', 'api_key': 'sk-1', 'colour': 1} | colour"
      })
  void aWrongFieldIsNamed(String body, String field) {
    Reply reply = user.post(KEYS, body.replace('\'', '"'));

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.blamed()).contains(field);
  }

  private static Reply keep(ApiClient user, String provider, String key) {
    return user.post(KEYS, "{\"provider\": \"%s\", \"api_key\": \"%s\"}".formatted(provider, key));
  }

  private static String models(ApiClient user) {
    return user.get("/api/v1/models").body();
  }
}
