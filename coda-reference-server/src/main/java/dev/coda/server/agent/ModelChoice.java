package dev.coda.server.agent;

import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelRef;
import dev.coda.api.session.Session;
import dev.coda.core.routing.ModelRouter;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.key.ApiKeys;
import dev.coda.server.preference.Preferences;
import dev.coda.server.preference.UserPreferences;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the model that a client selects, and reports which half of its name is wrong. Thread-safe.
 */
@Singleton
public class ModelChoice {
  private static final String PROVIDER = "model_provider";
  private static final String NAME = "model_name";
  private static final String ROUTE = "route";
  private static final ModelRef NONE = new ModelRef("none", "none");

  private final ModelRouter router;
  private final ApiKeys keys;
  private final UserPreferences preferences;

  ModelChoice(ModelRouter router, ApiKeys keys, UserPreferences preferences) {
    this.router = router;
    this.keys = keys;
    this.preferences = preferences;
  }

  /**
   * Returns the model of a user's new sessions; null if the user prefers none, or the preferred
   * model is unavailable.
   */
  public @Nullable ModelRef preferred(UserId user) {
    Preferences known = preferences.of(user);
    try {
      return read(user, known.defaultProvider(), known.defaultModel());
    } catch (ProblemException gone) {
      return null;
    }
  }

  /**
   * Returns the known facts about the model that a request uses.
   *
   * @param named the model that the request names; null for the model of its session
   * @param session null if it does not exist
   */
  public ModelInfo asked(@Nullable ModelRef named, @Nullable Session session) {
    ModelRef model = named;
    if (model == null && session != null && session.modelProvider() != null) {
      model = new ModelRef(session.modelProvider(), String.valueOf(session.modelName()));
    }
    ModelRef found = model == null ? router.defaultModel().orElse(NONE) : model;
    try {
      return router.info(found);
    } catch (CodaException gone) {
      return ModelInfo.unknown(found);
    }
  }

  /** Lists the models that are available to a user now. */
  public List<ModelInfo> list(UserId user) {
    return router.models(keys.credentials(user));
  }

  /**
   * Returns the model that a user chooses; null if neither half is given.
   *
   * @throws ProblemException if half is missing or unknown, or the provider has no key
   */
  public @Nullable ModelRef read(UserId user, @Nullable String provider, @Nullable String name) {
    if (provider == null && name == null) {
      return null;
    }
    if (provider != null && name == null && !isKnown(provider)) {
      throw ProblemException.invalid(PROVIDER, "is not the name of a provider");
    }
    if (provider == null || name == null) {
      throw ProblemException.invalid(
          provider == null ? PROVIDER : NAME, "is required, since the other half is given");
    }
    try {
      ModelRef model = new ModelRef(provider, name);
      router.model(model, keys.credentials(user));
      return model;
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid(PROVIDER, "is not the name of a provider");
    } catch (CodaException e) {
      throw explain(provider, e);
    }
  }

  /**
   * Returns the model of this name, with or without the name of its provider: {@code gpt-5} or
   * {@code openai/gpt-5}.
   *
   * @throws ProblemException if no such model is available to the user
   */
  public ModelRef find(UserId user, String model) {
    return list(user).stream()
        .filter(known -> known.ref().name().equals(model))
        .map(ModelInfo::ref)
        .findFirst()
        .orElseGet(() -> full(user, model));
  }

  private ModelRef full(UserId user, String model) {
    int slash = model.indexOf('/');
    ModelRef found =
        slash <= 0 || slash == model.length() - 1
            ? null
            : read(user, model.substring(0, slash), model.substring(slash + 1));
    if (found == null) {
      throw ProblemException.invalid("model", "is not the name of a model that can be asked");
    }
    return found;
  }

  private RuntimeException explain(String provider, CodaException failure) {
    if (failure.kind() != FailureKind.MODEL_NOT_FOUND) {
      return ProblemException.of(ErrorCode.PROVIDER_UNAVAILABLE, failure.getMessage());
    }
    return ProblemException.invalid(isKnown(provider) ? NAME : PROVIDER, failure.getMessage());
  }

  private boolean isKnown(String provider) {
    return provider.equals(ROUTE) || router.providers().contains(provider);
  }
}
