package dev.coda.providers.demo;

import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelProviderFactory;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Creates the demo provider, which needs no key. Thread-safe. */
public final class DemoProviderFactory implements ModelProviderFactory {
  /** For {@link java.util.ServiceLoader}. */
  public DemoProviderFactory() {}

  @Override
  public Set<String> names() {
    return Set.of("demo");
  }

  @Override
  public ModelProvider create(String name, Function<String, @Nullable String> environment) {
    return DemoProvider.create();
  }
}
