package dev.coda.server.agent;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.model.ModelProvider;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.routing.RouterConfig;
import dev.coda.server.config.StartupException;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.core.convert.format.MapFormat;
import io.micronaut.core.naming.conventions.StringConvention;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Makes the router from its block of settings: {@code coda.router} of the server's configuration,
 * or the file that {@code CODA_ROUTER_FILE} names, in YAML or JSON. Thread-safe.
 */
@Factory
final class RouterFactory {
  private static final String BLOCK = "coda.router";
  private static final String FILE = "file";

  @Singleton
  ModelRouter router(
      List<ModelProvider> providers,
      @Named("runs") ExecutorService runThreads,
      Clock clock,
      @Property(name = BLOCK)
          @MapFormat(
              transformation = MapFormat.MapTransformation.NESTED,
              keyFormat = StringConvention.RAW)
          Map<String, Object> block,
      @Property(name = BLOCK + "." + FILE) @Nullable String file) {
    Map<String, Object> settings = new HashMap<>(block);
    // A block keeps the spelling of its names, and so does not see the environment's.
    settings.remove(FILE);
    String source = BLOCK;
    if (file != null && !file.isBlank()) {
      if (!settings.isEmpty()) {
        throw new StartupException(
            "The router is configured twice: by coda.router and by the file " + file + ".");
      }
      source = file;
      settings = RouterFile.read(source);
    }
    try {
      return ModelRouter.builder()
          .providers(providers)
          .config(RouterConfig.from(settings))
          .executor(runThreads)
          .clock(clock)
          .build();
    } catch (ConfigurationException e) {
      throw new StartupException(source + ": " + e.getMessage(), e);
    }
  }
}
