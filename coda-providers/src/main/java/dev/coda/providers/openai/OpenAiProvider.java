package dev.coda.providers.openai;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.TokenCounter;
import dev.coda.providers.TransportSettings;
import dev.coda.providers.catalogue.ModelCatalogue;
import dev.coda.providers.internal.tokens.ModelFamily;
import dev.coda.providers.internal.transport.OkHttpTransport;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives access to OpenAI's models, or to those of a compatible host at another base URL.
 *
 * <p>If a user's credentials have their own base URL, it is called only with the user's key, and
 * never with this provider's. Thread-safe.
 */
public final class OpenAiProvider implements ModelProvider {
  /** The address of OpenAI's API. */
  public static final String BASE_URL = "https://api.openai.com/v1";

  private final ChatHost host;
  private final ModelCatalogue catalogue;
  private final boolean hasKey;

  private OpenAiProvider(Builder builder) {
    this.catalogue = builder.catalogue;
    this.hasKey = builder.apiKey != null || builder.transport.hasKeyInHeaders();
    HostSettings settings =
        new HostSettings(
            builder.name,
            builder.baseUrl,
            builder.apiKey,
            builder.catalogue,
            builder.defaults,
            builder.transport);
    this.host = ChatHost.of(settings, ChatDialect.openAi(), builder.api);
  }

  /**
   * {@return a provider at OpenAI's own address}
   *
   * @param apiKey the key
   */
  public static OpenAiProvider create(String apiKey) {
    return builder().apiKey(apiKey).build();
  }

  /** {@return a builder with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String name() {
    return host.name();
  }

  /** {@return the connections, which report the number of active and of waiting calls} */
  public OkHttpTransport connections() {
    return host.connections();
  }

  @Override
  public List<ModelInfo> models() {
    return models(null);
  }

  @Override
  public List<ModelInfo> models(@Nullable Credentials credentials) {
    return hasKey || credentials != null ? catalogue.models(name()) : List.of();
  }

  @Override
  public Optional<ModelInfo> info(String modelName) {
    return catalogue.info(new ModelRef(name(), modelName));
  }

  @Override
  public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
    if (credentials == null && !hasKey) {
      throw new ConfigurationException("There is no key for " + name() + ": set OPENAI_API_KEY.");
    }
    return host.model(modelName, credentials);
  }

  @Override
  public Optional<TokenCounter> tokenCounter(String modelName) {
    return Optional.of(ModelFamily.of(modelName).counter(modelName));
  }

  /** Collects settings. Confined to one thread at a time. */
  public static final class Builder {
    private String name = "openai";
    private String baseUrl = BASE_URL;
    private @Nullable String apiKey;
    private ModelCatalogue catalogue = ModelCatalogue.bundled();
    private OpenAiParameters defaults = OpenAiParameters.builder().build();
    private @Nullable OpenAiApi api;
    private TransportSettings transport = TransportSettings.defaults();

    private Builder() {}

    /**
     * Sets the name of the provider, which is the first half of its models' references.
     *
     * @param value the name
     * @return this builder
     */
    public Builder name(String value) {
      name = value;
      return this;
    }

    /**
     * Sets the address of a compatible host; null or blank for OpenAI's.
     *
     * @param value the address of a compatible host; null or blank for OpenAI's
     * @return this builder
     */
    public Builder baseUrl(@Nullable String value) {
      baseUrl = value == null || value.isBlank() ? BASE_URL : value;
      return this;
    }

    /**
     * Sets the key for calls without credentials; null or blank for none.
     *
     * @param value the key for calls without credentials; null or blank for none
     * @return this builder
     */
    public Builder apiKey(@Nullable String value) {
      apiKey = value == null || value.isBlank() ? null : value;
      return this;
    }

    /**
     * Sets the catalogue of models.
     *
     * @param value the catalogue of models
     * @return this builder
     */
    public Builder catalogue(ModelCatalogue value) {
      catalogue = value;
      return this;
    }

    /**
     * Sets the default parameters of requests, such as a reasoning effort.
     *
     * @param value the parameters
     * @return this builder
     */
    public Builder defaults(OpenAiParameters value) {
      defaults = value;
      return this;
    }

    /**
     * Sets the protocol; null to use Responses at OpenAI's own address, and chat completions at any
     * other address, including that of a user's credentials.
     *
     * @param value the protocol; null to choose it by the address
     * @return this builder
     */
    public Builder api(@Nullable OpenAiApi value) {
      api = value;
      return this;
    }

    /**
     * Sets the transport: time limits, the limit on active calls, a proxy and additional headers.
     *
     * @param value the settings
     * @return this builder
     */
    public Builder transport(TransportSettings value) {
      transport = value;
      return this;
    }

    /**
     * Creates the provider.
     *
     * @return the provider
     * @throws ConfigurationException if the base URL is not an HTTP address
     */
    public OpenAiProvider build() {
      return new OpenAiProvider(this);
    }
  }
}
