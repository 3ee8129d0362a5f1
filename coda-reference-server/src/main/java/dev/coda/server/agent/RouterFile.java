package dev.coda.server.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.coda.api.error.ConfigurationException;
import dev.coda.core.routing.RouterConfig;
import dev.coda.server.config.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The file that {@code CODA_ROUTER_FILE} names, in YAML or JSON. Thread-safe. */
public final class RouterFile {
  private static final YAMLMapper YAML = new YAMLMapper();

  private RouterFile() {}

  /** Returns the problem of the file, as the end of a sentence; null if it can be used. */
  public static @Nullable String problem(String file) {
    try {
      var _ = RouterConfig.from(read(file));
      return null;
    } catch (StartupException | ConfigurationException e) {
      return "must be a file with the router's settings (%s)"
          .formatted(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  /**
   * Reads the router's block of settings.
   *
   * @throws StartupException if the file cannot be read or is not YAML
   */
  static Map<String, Object> read(String file) {
    try {
      Map<String, Object> block =
          YAML.readValue(
              Files.readString(Path.of(file)), new TypeReference<Map<String, Object>>() {});
      return Objects.requireNonNullElse(block, Map.of());
    } catch (JsonProcessingException e) {
      throw new StartupException(file + " is not YAML: " + e.getOriginalMessage(), e);
    } catch (IOException | InvalidPathException e) {
      throw new StartupException(
          "CODA_ROUTER_FILE names %s, which cannot be read.".formatted(file), e);
    } catch (StackOverflowError e) {
      throw new StartupException(file + " is nested too deep.", e);
    }
  }
}
