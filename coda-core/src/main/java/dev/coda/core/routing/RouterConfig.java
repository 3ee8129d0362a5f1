package dev.coda.core.routing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.coda.api.content.CodaJson;
import dev.coda.api.error.ConfigurationException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a router, as they are in a YAML or JSON file: {@code routes} by alias, {@code
 * retry} and {@code breaker}, all optional, in snake_case. Durations are written {@code 500ms},
 * {@code 2s}, {@code 1m} or as ISO 8601; a plain number is milliseconds. Immutable.
 *
 * @param routes by alias, in order
 * @param retry the retries of a call to one target
 * @param breaker the settings of circuit breakers
 */
public record RouterConfig(
    Map<String, Route> routes, RetrySettings retry, BreakerSettings breaker) {

  private static final JsonMapper STRICT =
      CodaJson.mapper()
          .rebuild()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(new SimpleModule("router").addDeserializer(Duration.class, new DurationText()))
          .build();

  /** Copies the map. */
  public RouterConfig {
    routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
  }

  /** {@return no routes, and the default settings} */
  public static RouterConfig defaults() {
    return new RouterConfig(Map.of(), RetrySettings.defaults(), BreakerSettings.defaults());
  }

  /**
   * Reads the settings from JSON.
   *
   * @param json the JSON
   * @return the settings
   * @throws ConfigurationException naming the setting that is wrong or unknown
   */
  public static RouterConfig fromJson(String json) {
    try {
      return STRICT.readValue(json, RouterConfig.class);
    } catch (JsonProcessingException e) {
      throw wrong(e);
    }
  }

  /**
   * Reads the settings from nested maps, such as those of a YAML parser.
   *
   * @param block the settings
   * @return the settings
   * @throws ConfigurationException naming the setting that is wrong or unknown
   */
  public static RouterConfig from(Map<String, ?> block) {
    try {
      return STRICT.convertValue(block, RouterConfig.class);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getCause() instanceof JsonProcessingException cause ? cause : e);
    }
  }

  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  static RouterConfig from(
      @JsonProperty("routes") @Nullable Map<String, Route> routes,
      @JsonProperty("retry") @Nullable RetrySettings retry,
      @JsonProperty("breaker") @Nullable BreakerSettings breaker) {
    return new RouterConfig(
        Objects.requireNonNullElse(routes, Map.of()),
        Objects.requireNonNullElse(retry, RetrySettings.defaults()),
        Objects.requireNonNullElse(breaker, BreakerSettings.defaults()));
  }

  private static ConfigurationException wrong(Exception failure) {
    String place = "";
    String what = failure.getMessage();
    if (failure instanceof JsonMappingException mapping) {
      place =
          mapping.getPath().stream()
              .map(step ->
                  step.getFieldName() == null
                      ? String.valueOf(step.getIndex())
                      : step.getFieldName())
              .collect(Collectors.joining(".", " at ", ""));
    }
    if (failure instanceof JsonProcessingException json) {
      what = json.getOriginalMessage();
    }
    return new ConfigurationException("The router's settings are wrong" + place + ": " + what);
  }
}
