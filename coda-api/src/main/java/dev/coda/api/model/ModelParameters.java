package dev.coda.api.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * langchain4j's parameters of a model call, such as a temperature or stop sequences, with those of
 * Coda's providers. A parameter that is not set has the default of the model.
 *
 * <p>A provider's own settings are kept by name, such as {@code google.thinking_level}, so that
 * parameters for several providers can be combined; a provider ignores the settings of other
 * providers. Build them with the provider's own class, such as {@code GoogleParameters}. Immutable.
 */
public class ModelParameters extends DefaultChatRequestParameters {
  private final @Nullable String reasoningEffort;
  private final Map<String, JsonNode> own;

  /**
   * Copies the values of a builder.
   *
   * @param builder the builder
   */
  protected ModelParameters(Builder<?> builder) {
    super(builder);
    this.reasoningEffort = builder.reasoningEffort;
    this.own = Collections.unmodifiableMap(new LinkedHashMap<>(builder.own));
  }

  /** {@return a builder with the defaults} */
  public static Builder<?> builder() {
    return new Builder<>();
  }

  /**
   * Combines parameters, field by field.
   *
   * <p>The parameters class of a provider of langchain4j is kept with its settings. If both
   * parameters are of different such classes, the settings of {@code base} that only its class has
   * are lost.
   *
   * @param base the parameters to use where the others set nothing
   * @param over the parameters that override those that they set
   * @return the parameters of both
   */
  public static ChatRequestParameters merged(
      ChatRequestParameters base, ChatRequestParameters over) {
    if (over.equals(DefaultChatRequestParameters.EMPTY)) {
      return base;
    }
    if (base.equals(DefaultChatRequestParameters.EMPTY)) {
      return over;
    }
    if (isForeign(base)) {
      return base.getClass() == over.getClass() || !isForeign(over)
          ? base.overrideWith(over)
          : over.defaultedBy(base);
    }
    return isForeign(over)
        ? over.defaultedBy(base)
        : builder().overrideWith(base).overrideWith(over).build();
  }

  private static boolean isForeign(ChatRequestParameters parameters) {
    return !(parameters instanceof ModelParameters)
        && parameters.getClass() != DefaultChatRequestParameters.class;
  }

  /**
   * {@return the reasoning effort: {@code none}, {@code minimal}, {@code low}, {@code medium},
   * {@code high} or another word of its provider; empty for the model's default}
   */
  public Optional<String> reasoningEffort() {
    return Optional.ofNullable(reasoningEffort);
  }

  /** {@return the settings of single providers, by names such as {@code google.x}} */
  public Map<String, JsonNode> ownSettings() {
    return own;
  }

  /** {@return a builder with the defaults} */
  protected Builder<?> newBuilder() {
    return builder();
  }

  @Override
  public ChatRequestParameters overrideWith(@Nullable ChatRequestParameters that) {
    return that == null ? this : newBuilder().overrideWith(this).overrideWith(that).build();
  }

  @Override
  public ChatRequestParameters defaultedBy(@Nullable ChatRequestParameters that) {
    return that == null ? this : newBuilder().overrideWith(that).overrideWith(this).build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ModelParameters that
        && getClass() == that.getClass()
        && super.equals(other)
        && Objects.equals(reasoningEffort, that.reasoningEffort)
        && own.equals(that.own);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), reasoningEffort, own);
  }

  @Override
  public String toString() {
    return super.toString() + "[reasoningEffort=" + reasoningEffort + ", own=" + own.keySet() + "]";
  }

  /**
   * Collects parameters. Confined to one thread at a time.
   *
   * @param <T> the builder itself
   */
  public static class Builder<T extends Builder<T>>
      extends DefaultChatRequestParameters.Builder<T> {
    private final Map<String, JsonNode> own = new LinkedHashMap<>();
    private @Nullable String reasoningEffort;

    /** Starts without any parameter. */
    protected Builder() {}

    /**
     * Sets the reasoning effort: {@code none}, {@code minimal}, {@code low}, {@code medium}, {@code
     * high} or another word of its provider. A provider that does not know the word sends the
     * nearest one, and a model that is known not to think is not sent any.
     *
     * @param value the effort; null for the default of the model
     * @return this builder
     */
    public T reasoningEffort(@Nullable String value) {
      reasoningEffort = value;
      return self();
    }

    /**
     * Sets a parameter of one provider, for which the provider's class has a method.
     *
     * @param name such as {@code google.thinking_level}
     * @param value the value
     * @return this builder
     */
    public T ownSetting(String name, JsonNode value) {
      own.put(name, value);
      return self();
    }

    @Override
    public T overrideWith(ChatRequestParameters that) {
      super.overrideWith(that);
      if (that instanceof ModelParameters parameters) {
        reasoningEffort =
            parameters.reasoningEffort == null ? reasoningEffort : parameters.reasoningEffort;
        own.putAll(parameters.own);
      }
      return self();
    }

    @Override
    public ModelParameters build() {
      return new ModelParameters(this);
    }

    @SuppressWarnings("unchecked")
    private T self() {
      return (T) this;
    }
  }
}
