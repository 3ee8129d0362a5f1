package dev.coda.api.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.content.CodaJson;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The description of a tool: for the model, and for the gate that permits its calls.
 *
 * <p>Schemas are JSON Schema draft 2020-12. Immutable.
 */
public final class ToolSpec {
  /** A function name that every provider accepts. */
  public static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

  private static final JsonNode ANY_OBJECT =
      JsonNodeFactory.instance.objectNode().put("type", "object");

  private final String name;
  private final String description;
  private final JsonNode inputSchema;
  private final @Nullable JsonNode outputSchema;
  private final ToolOrigin origin;
  private final ToolPermission permission;
  private final boolean readOnly;
  private final boolean idempotent;
  private final Duration timeout;
  private final int maxConcurrency;

  private ToolSpec(Builder builder) {
    if (!NAME.matcher(builder.name).matches()) {
      throw new IllegalArgumentException(
          "tool name '%s' must be 1 to 64 letters, digits, '_' or '-'".formatted(builder.name));
    }
    this.name = builder.name;
    this.description = builder.description;
    this.inputSchema = builder.inputSchema;
    this.outputSchema = builder.outputSchema;
    this.origin = builder.origin;
    this.permission = builder.permission;
    this.readOnly = builder.readOnly;
    this.idempotent = builder.idempotent || builder.readOnly;
    this.timeout = builder.timeout;
    this.maxConcurrency = builder.maxConcurrency;
  }

  /**
   * Starts a description; the name is checked when it is built.
   *
   * @param name the name by which models call it
   * @return a builder with the defaults
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** {@return the name by which models call it} */
  public String name() {
    return name;
  }

  /** {@return the description for models} */
  public String description() {
    return description;
  }

  /** {@return the schema of its arguments; any object by default} Not to be modified. */
  public JsonNode inputSchema() {
    return inputSchema;
  }

  /** {@return the schema of its result; empty if it promises none} Not to be modified. */
  public Optional<JsonNode> outputSchema() {
    return Optional.ofNullable(outputSchema);
  }

  /** {@return the origin; {@code JAVA} by default} */
  public ToolOrigin origin() {
    return origin;
  }

  /** {@return the permission to run; {@code ALLOW} by default} */
  public ToolPermission permission() {
    return permission;
  }

  /** {@return whether it changes nothing anywhere; false by default} */
  public boolean readOnly() {
    return readOnly;
  }

  /** {@return whether running it twice does no more than once; true for read-only tools} */
  public boolean idempotent() {
    return idempotent;
  }

  /** {@return the time limit of one call; 30 seconds by default} */
  public Duration timeout() {
    return timeout;
  }

  /** {@return the maximum number of calls that run at a time in this process; 16 by default} */
  public int maxConcurrency() {
    return maxConcurrency;
  }

  /**
   * Returns a fingerprint of the name, the description and the schema of the arguments. If any of
   * these changes, the fingerprint changes, and a user who has approved the tool before must be
   * asked again.
   *
   * @return a SHA-256 in hexadecimal digits
   */
  public String fingerprint() {
    return Fingerprint.of(
        JsonNodeFactory.instance
            .objectNode()
            .put("name", name)
            .put("description", description)
            .set("input_schema", inputSchema));
  }

  /**
   * Returns a fingerprint of a call of this tool with exactly this input. If the tool or the input
   * changes, the fingerprint changes.
   *
   * @param input the arguments
   * @return a SHA-256 in hexadecimal digits
   */
  public String callFingerprint(JsonNode input) {
    return Fingerprint.of(
        JsonNodeFactory.instance.objectNode().put("tool", fingerprint()).set("input", input));
  }

  @Override
  public String toString() {
    return "ToolSpec[" + name + "]";
  }

  /** Collects a description. Confined to one thread at a time. */
  public static final class Builder {
    private final String name;
    private String description = "";
    private JsonNode inputSchema = ANY_OBJECT;
    private @Nullable JsonNode outputSchema;
    private ToolOrigin origin = ToolOrigin.JAVA;
    private ToolPermission permission = ToolPermission.ALLOW;
    private boolean readOnly;
    private boolean idempotent;
    private Duration timeout = Duration.ofSeconds(30);
    private int maxConcurrency = 16;

    private Builder(String name) {
      this.name = name;
    }

    /**
     * Sets the description for models.
     *
     * @param value the description
     * @return this builder
     */
    public Builder description(String value) {
      this.description = value;
      return this;
    }

    /**
     * Sets the schema of the arguments.
     *
     * @param value the schema of the arguments
     * @return this builder
     */
    public Builder inputSchema(JsonNode value) {
      this.inputSchema = value.deepCopy();
      return this;
    }

    /**
     * Sets the schema of the arguments from JSON text.
     *
     * @param json the schema as JSON text
     * @return this builder
     * @throws IllegalArgumentException if the text is not JSON
     */
    public Builder inputSchema(String json) {
      try {
        return inputSchema(CodaJson.mapper().readTree(json));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("the schema of '" + name + "' is not JSON", e);
      }
    }

    /**
     * Sets the schema of the result; null promises none.
     *
     * @param value the schema of the result; null promises none
     * @return this builder
     */
    public Builder outputSchema(@Nullable JsonNode value) {
      this.outputSchema = value == null ? null : value.deepCopy();
      return this;
    }

    /**
     * Sets the origin of the tool.
     *
     * @param value the origin
     * @return this builder
     */
    public Builder origin(ToolOrigin value) {
      this.origin = value;
      return this;
    }

    /**
     * Sets the permission to run.
     *
     * @param value the permission
     * @return this builder
     */
    public Builder permission(ToolPermission value) {
      this.permission = value;
      return this;
    }

    /**
     * Declares that it changes nothing.
     *
     * @param value whether it changes nothing
     * @return this builder
     */
    public Builder readOnly(boolean value) {
      this.readOnly = value;
      return this;
    }

    /**
     * Declares that running it twice does no more than once.
     *
     * @param value whether it can be repeated
     * @return this builder
     */
    public Builder idempotent(boolean value) {
      this.idempotent = value;
      return this;
    }

    /**
     * Sets the time limit of one call.
     *
     * @param value the time limit of one call
     * @return this builder
     */
    public Builder timeout(Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException("timeout must be positive");
      }
      this.timeout = value;
      return this;
    }

    /**
     * Sets the maximum number of calls that run at a time.
     *
     * @param value the maximum number of calls
     * @return this builder
     */
    public Builder maxConcurrency(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("maxConcurrency must be at least 1");
      }
      this.maxConcurrency = value;
      return this;
    }

    /** {@return the description} */
    public ToolSpec build() {
      return new ToolSpec(this);
    }
  }
}
