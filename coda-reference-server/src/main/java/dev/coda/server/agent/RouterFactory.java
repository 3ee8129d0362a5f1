package dev.coda.server.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;

/**
 * Makes the router from its block of settings: {@code coda.router} of the server's configuration,
 * or the file that {@code CODA_ROUTER_FILE} names, in YAML or JSON. Thread-safe.
 */
@Factory
final class RouterFactory {
  private static final String BLOCK = "coda.router";
  private static final String FILE = "file";
  private static final YAMLMapper YAML = new YAMLMapper();

  @Singleton
  ModelRouter router(
      List<ModelProvider> providers,
      @Named("runs") ExecutorService runThreads,
      Clock clock,
      @Property(name = BLOCK)
          @MapFormat(
              transformation = MapFormat.MapTransformation.NESTED,
              keyFormat = StringConvention.RAW)
          Map<String, Object> block) {
    Map<String, Object> settings = new HashMap<>(block);
    Object file = settings.remove(FILE);
    String source = BLOCK;
    if (file != null && !file.toString().isBlank()) {
      if (!settings.isEmpty()) {
        throw new StartupException(
            "The router is configured twice: by coda.router and by the file " + file + ".");
      }
      source = file.toString();
      settings = read(Path.of(source));
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

  private static Map<String, Object> read(Path file) {
    try {
      Map<String, Object> block =
          YAML.readValue(Files.readString(file), new TypeReference<Map<String, Object>>() {});
      return Objects.requireNonNullElse(block, Map.of());
    } catch (JsonProcessingException e) {
      throw new StartupException(file + " is no YAML: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new StartupException(
          "CODA_ROUTER_FILE names %s, which cannot be read.".formatted(file), e);
    }
  }
}
