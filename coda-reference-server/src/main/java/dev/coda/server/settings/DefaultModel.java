package dev.coda.server.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.id.UserId;
import dev.coda.server.agent.ModelChoice;
import dev.coda.server.http.FieldError;
import dev.coda.server.http.ProblemException;
import dev.coda.server.preference.Preferences;
import dev.coda.server.preference.UserPreferences;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refuses a default model that cannot be asked. Thread-safe. */
@Singleton
class DefaultModel {
  private static final String PLACE = SettingsPatch.PREFERENCES + ".";
  private static final Map<String, String> FIELDS =
      Map.of(
          "model_provider", PLACE + SettingsPatch.DEFAULT_PROVIDER,
          "model_name", PLACE + SettingsPatch.DEFAULT_MODEL);

  private final UserPreferences preferences;
  private final ModelChoice models;

  DefaultModel(UserPreferences preferences, ModelChoice models) {
    this.preferences = preferences;
    this.models = models;
  }

  /**
   * Checks the model that a change leads to.
   *
   * @throws ProblemException if only half of it is left, or it cannot be asked
   */
  void check(UserId user, ObjectNode changes) {
    JsonNode provider = changes.get(SettingsPatch.DEFAULT_PROVIDER);
    JsonNode model = changes.get(SettingsPatch.DEFAULT_MODEL);
    if (provider == null && model == null) {
      return;
    }
    Preferences before = preferences.of(user);
    try {
      models.read(
          user,
          provider == null ? before.defaultProvider() : text(provider),
          model == null ? before.defaultModel() : text(model));
    } catch (ProblemException e) {
      throw e.errors().isEmpty() ? e : renamed(e);
    }
  }

  private static @Nullable String text(JsonNode value) {
    return value.isNull() ? null : value.textValue();
  }

  private static ProblemException renamed(ProblemException problem) {
    return ProblemException.invalid(
        problem.errors().stream()
            .map(error ->
                new FieldError(FIELDS.getOrDefault(error.field(), error.field()), error.message()))
            .toList());
  }
}
