package dev.coda.api.model;

import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Creates providers from environment variables, so that an application needs only the name of a
 * model. Implementations are found with {@link java.util.ServiceLoader} and have a public
 * constructor without parameters. Thread-safe.
 */
public interface ModelProviderFactory {
  /** {@return the providers that this factory creates, by the first half of a {@link ModelRef}} */
  Set<String> names();

  /**
   * Creates a provider. A key that is missing is reported when a model is requested, not here.
   *
   * @param name one of {@link #names()}, which becomes the provider's name
   * @param environment returns the value of a variable, or null if it is not set
   * @return the provider
   * @throws dev.coda.api.error.ConfigurationException if a variable has a value that is unusable
   */
  ModelProvider create(String name, Function<String, @Nullable String> environment);
}
