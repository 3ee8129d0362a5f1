package dev.coda.server.agent;

import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelRef;
import dev.coda.core.routing.ModelRouter;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.key.ApiKeys;
import dev.coda.server.preference.Preferences;
import dev.coda.server.preference.UserPreferences;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads which model a client chooses, and says which half of its name is wrong. Thread-safe. */
@Singleton
public class ModelChoice {
  private static final String PROVIDER = "model_provider";
  private static final String NAME = "model_name";
  private static final String ROUTE = "route";

  private final ModelRouter router;
  private final ApiKeys keys;
  private final UserPreferences preferences;

  ModelChoice(ModelRouter router, ApiKeys keys, UserPreferences preferences) {
    this.router = router;
    this.keys = keys;
    this.preferences = preferences;
  }

  /** Returns the model of a user's new sessions; null if they prefer none that can be asked. */
  public @Nullable ModelRef preferred(UserId user) {
    Preferences known = preferences.of(user);
    try {
      return read(user, known.defaultProvider(), known.defaultModel());
    } catch (ProblemException gone) {
      return null;
    }
  }

  /** Lists the models that a user can ask now. */
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
