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
 * langchain4j's parameters of a model call, such as a temperature or stop sequences, with what
 * Coda's providers take besides. What is left open has the default of the model.
 *
 * <p>A provider's own settings are kept by name, such as {@code google.thinking_level}, so that
 * parameters for several providers can be combined; a provider ignores those of others. Build them
 * with its own class, such as {@code GoogleParameters}. Immutable.
 */
public class ModelParameters extends DefaultChatRequestParameters {
  private final @Nullable String reasoningEffort;
  private final Map<String, JsonNode> own;

  /**
   * Copies what a builder has.
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
   * <p>A class of a provider of langchain4j's own is kept with its settings. Where both are such
   * classes and differ, those settings of {@code base} are lost that only its class knows.
   *
   * @param base the parameters that hold where the others say nothing
   * @param over overrides what it sets
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
   * {@return how hard the model thinks: {@code none}, {@code minimal}, {@code low}, {@code medium},
   * {@code high} or another word of its provider; empty for the model's default}
   */
  public Optional<String> reasoningEffort() {
    return Optional.ofNullable(reasoningEffort);
  }

  /** {@return the settings that only some provider knows, by names such as {@code google.x}} */
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

    /** Starts with everything open. */
    protected Builder() {}

    /**
     * Sets how hard the model thinks: {@code none}, {@code minimal}, {@code low}, {@code medium},
     * {@code high} or another word of its provider. A provider without such a word sends what is
     * nearest to it, and a model that does not think is not sent it where that is known.
     *
     * @param value the effort; null for the default of the model
     * @return this builder
     */
    public T reasoningEffort(@Nullable String value) {
      reasoningEffort = value;
      return self();
    }

    /**
     * Sets what only one provider knows; its own class has methods for it.
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
