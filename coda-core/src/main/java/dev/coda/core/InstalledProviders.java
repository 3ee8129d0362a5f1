package dev.coda.core;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelProviderFactory;
import dev.coda.api.model.ModelRef;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The model providers on the class path or module path. Immutable. */
final class InstalledProviders {
  private final List<ModelProviderFactory> factories;
  private final Function<String, @Nullable String> environment;

  InstalledProviders(
      List<ModelProviderFactory> factories, Function<String, @Nullable String> environment) {
    this.factories = List.copyOf(factories);
    this.environment = environment;
  }

  static InstalledProviders fromEnvironment() {
    List<ModelProviderFactory> found = new ArrayList<>();
    ServiceLoader.load(ModelProviderFactory.class).forEach(found::add);
    if (found.isEmpty()) {
      // A container's thread may have a class loader that does not see the application's libraries.
      ServiceLoader.load(ModelProviderFactory.class, Coda.class.getClassLoader())
          .forEach(found::add);
    }
    return new InstalledProviders(found, System::getenv);
  }

  /**
   * Finds a model and checks that it is available.
   *
   * @throws ConfigurationException if the name is malformed, its provider is not installed, or a
   *     key is missing
   */
  Found find(String name) {
    ModelRef model;
    try {
      model = ModelRef.of(name);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "A model is written provider/name, such as openai/gpt-5, not '%s'.".formatted(name));
    }
    ModelProvider provider =
        factories.stream()
            .filter(factory -> factory.names().contains(model.provider()))
            .findFirst()
            .orElseThrow(() -> missing(model.provider()))
            .create(model.provider(), environment);
    // Reports a missing key now rather than at the first question.
    provider.model(model.name(), null);
    return new Found(provider, model);
  }

  private ConfigurationException missing(String provider) {
    TreeSet<String> names = new TreeSet<>();
    factories.forEach(factory -> names.addAll(factory.names()));
    return new ConfigurationException(
        names.isEmpty()
            ? "There are no model providers on the class path: add dev.coda:coda-providers."
            : "There is no provider '%s' on the class path; there are %s."
                .formatted(provider, String.join(", ", names)));
  }

  /** A model with its provider. Immutable. */
  record Found(ModelProvider provider, ModelRef model) {}
}
