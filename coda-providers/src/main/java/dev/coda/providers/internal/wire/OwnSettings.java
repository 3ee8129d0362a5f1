package dev.coda.providers.internal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.model.ModelParameters;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of parameters that only one provider has. Immutable. */
public final class OwnSettings {
  private static final String EXTRA = "extra.";

  private final String prefix;

  private OwnSettings(String prefix) {
    this.prefix = prefix;
  }

  /** Returns the names that begin with a provider's kind, such as {@code google}. */
  public static OwnSettings of(String kind) {
    return new OwnSettings(kind + ".");
  }

  /** Returns a value as the JSON that Jackson writes of it. */
  public static JsonNode json(Object value) {
    return value instanceof JsonNode node ? node : WireJson.mapper().valueToTree(value);
  }

  /** Returns the name of a setting. */
  public String name(String setting) {
    return prefix + setting;
  }

  /** Returns the name of a field that is added to the body unchanged. */
  public String extraName(String field) {
    return prefix + EXTRA + field;
  }

  /** Returns a setting; null if it is not set. */
  public @Nullable JsonNode get(ModelParameters parameters, String setting) {
    return parameters.ownSettings().get(name(setting));
  }

  /** Returns the settings of the provider, without its prefix and the fields sent as they are. */
  public Map<String, JsonNode> of(ModelParameters parameters) {
    Map<String, JsonNode> own = startingWith(prefix, parameters);
    own.keySet().removeIf(name -> name.startsWith(EXTRA));
    return own;
  }

  /** Returns the fields of a request's body that are sent as they are. */
  public Map<String, JsonNode> extra(ModelParameters parameters) {
    return startingWith(prefix + EXTRA, parameters);
  }

  private static Map<String, JsonNode> startingWith(String start, ModelParameters parameters) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    parameters
        .ownSettings()
        .forEach((name, value) -> {
          if (name.startsWith(start)) {
            found.put(name.substring(start.length()), value);
          }
        });
    return found;
  }
}
