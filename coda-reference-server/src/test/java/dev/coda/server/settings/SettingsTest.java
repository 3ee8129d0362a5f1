package dev.coda.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final String SETTINGS = "/api/v1/settings";
  private static final String TOOLS = "{\"preferences\": {\"tool_permissions\": %s}}";

  private final ApiClient user = RunningServer.shared().newUser();

  @Test
  void aToolIsAskedAboutUntilThatIsForgotten() {
    assertThat(permissions(user.get(SETTINGS))).isEqualTo("{}");

    Reply set = user.patch(SETTINGS, TOOLS.formatted("{\"calculator\": \"ask\"}"));
    assertThat(set.status()).isEqualTo(200);
    user.patch(SETTINGS, TOOLS.formatted("{\"current_time\": \"deny\"}"));
    assertThat(permissions(user.get(SETTINGS)))
        .contains("\"calculator\":\"ask\"", "\"current_time\":\"deny\"");
    assertThat(permissions(RunningServer.shared().newUser().get(SETTINGS))).isEqualTo("{}");

    user.patch(SETTINGS, TOOLS.formatted("{\"calculator\": null, \"current_time\": null}"));
    assertThat(permissions(user.get(SETTINGS))).isEqualTo("{}");
  }

  @Test
  void preferencesAreMergedAndForgotten() {
    user.patch(
        SETTINGS, "{'preferences': {'theme': 'dark', 'language': 'pt-BR'}}".replace('\'', '"'));
    user.patch(SETTINGS, "{'preferences': {'theme': null}}".replace('\'', '"'));

    JsonNode kept = user.get(SETTINGS).json().get("preferences");

    assertThat(kept.has("theme")).isFalse();
    assertThat(kept.get("language").textValue()).isEqualTo("pt-BR");
    assertThat(
            RunningServer.shared()
                .newUser()
                .get(SETTINGS)
                .json()
                .get("preferences")
                .has("language"))
        .isFalse();
  }

  @Test
  void newSessionsHaveThePreferredModel() {
    Reply set = user.patch(SETTINGS, preferred("\"demo\"", "\"demo\""));
    assertThat(set.status()).as(set.body()).isEqualTo(200);

    JsonNode session = user.post("/api/v1/sessions", "{}").json();

    assertThat(session.get("model_provider").textValue()).isEqualTo("demo");
    assertThat(session.get("model_name").textValue()).isEqualTo("demo");
    assertThat(user.patch(SETTINGS, preferred("null", "null")).status()).isEqualTo(200);
    assertThat(user.post("/api/v1/sessions", "{}").json().has("model_name")).isFalse();
  }

  @Test
  void aPreferredModelIsOneThatCanBeAsked() {
    assertThat(user.patch(SETTINGS, preferred("\"demo\"", "\"no-such\"")).blamed())
        .containsExactly("preferences.default_model");
    assertThat(user.patch(SETTINGS, preferred("\"no-such\"", "\"demo\"")).blamed())
        .containsExactly("preferences.default_provider");
    assertThat(user.patch(SETTINGS, preferred("\"demo\"", "null")).blamed())
        .containsExactly("preferences.default_model");
  }

  private static String preferred(String provider, String model) {
    return "{\"preferences\": {\"default_provider\": %s, \"default_model\": %s}}"
        .formatted(provider, model);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"preferences\": null}", "{\"preferences\": {\"tool_permissions\": null}}"})
  void nullForgetsAllThatIsBelow(String patch) {
    user.patch(SETTINGS, TOOLS.formatted("{\"calculator\": \"ask\", \"current_time\": \"deny\"}"));

    Reply reply = user.patch(SETTINGS, patch);

    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(permissions(user.get(SETTINGS))).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"preferences\": {}, \"colour\": {\"a\": 1}}                   | colour",
        "{\"colour\": 1}                                               | colour",
        "{\"preferences\": 1}                                          | preferences",
        "{\"preferences\": {\"colour\": 1}}                            | preferences.colour",
        "{\"preferences\": {\"theme\": \"red\"}}                       | preferences.theme",
        "{\"preferences\": {\"language\": \"no tag\"}}                 | preferences.language",
        "{\"preferences\": {\"default_model\": 1}}                     | preferences.default_model",
        "{\"preferences\": {\"tool_permissions\": 1}}                  |"
            + " preferences.tool_permissions",
        "{\"preferences\": {\"tool_permissions\": {\"calculator\": \"maybe\"}}}"
            + " | preferences.tool_permissions.calculator",
        "{\"preferences\": {\"tool_permissions\": {\"no_such\": \"ask\"}}}"
            + " | preferences.tool_permissions.no_such"
      })
  void aWrongFieldIsNamed(String body, String field) {
    Reply reply = user.patch(SETTINGS, body);

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.blamed()).containsExactly(field);
  }

  @Test
  void nobodyElseMayLook() {
    assertThat(RunningServer.shared().anonymous().get(SETTINGS).status()).isEqualTo(401);
  }

  private static String permissions(Reply reply) {
    return reply.json().get("preferences").get("tool_permissions").toString();
  }
}
