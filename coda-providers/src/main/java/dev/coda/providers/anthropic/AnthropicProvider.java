package dev.coda.providers.anthropic;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.TokenCounter;
import dev.coda.providers.TransportSettings;
import dev.coda.providers.catalogue.ModelCatalogue;
import dev.coda.providers.internal.tokens.ModelFamily;
import dev.coda.providers.internal.transport.AuthorizingTransport;
import dev.coda.providers.internal.transport.HttpTransport;
import dev.coda.providers.internal.transport.LoggingTransport;
import dev.coda.providers.internal.transport.OkHttpTransport;
import dev.coda.providers.internal.wire.Account;
import dev.coda.providers.internal.wire.ReadableMedia;
import dev.coda.providers.internal.wire.WireChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives access to Anthropic's models, or to those of a compatible host at another base URL.
 *
 * <p>If a user's credentials have their own base URL, it is called only with the user's key, and
 * never with this provider's. Thread-safe.
 */
public final class AnthropicProvider implements ModelProvider {
  /** The address of Anthropic's API. */
  public static final String BASE_URL = "https://api.anthropic.com";

  private static final String KEY = "x-api-key";
  private static final String VERSION = "2023-06-01";

  private final String name;
  private final String baseUrl;
  private final @Nullable String apiKey;
  private final ModelCatalogue catalogue;
  private final AnthropicParameters defaults;
  private final TransportSettings settings;
  private final OkHttpTransport connections;
  private final HttpTransport transport;

  private AnthropicProvider(Builder builder) {
    this.name = builder.name;
    this.baseUrl = builder.baseUrl;
    this.apiKey = builder.apiKey;
    this.catalogue = builder.catalogue;
    this.defaults = builder.defaults;
    this.settings = builder.transport;
    MessagesFormat.endpoint(name, baseUrl);
    if (apiKey != null) {
      settings.checkLeftOpen(name, KEY);
    }
    this.connections = OkHttpTransport.create(name, settings);
    this.transport = LoggingTransport.of(connections);
  }

  /**
   * {@return a provider at Anthropic's own address}
   *
   * @param apiKey the key
   */
  public static AnthropicProvider create(String apiKey) {
    return builder().apiKey(apiKey).build();
  }

  /** {@return a builder with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String name() {
    return name;
  }

  /** {@return the connections, which report the number of active and of waiting calls} */
  public OkHttpTransport connections() {
    return connections;
  }

  @Override
  public List<ModelInfo> models() {
    return models(null);
  }

  @Override
  public List<ModelInfo> models(@Nullable Credentials credentials) {
    boolean canAsk = apiKey != null || settings.hasKeyInHeaders() || credentials != null;
    return canAsk ? catalogue.models(name) : List.of();
  }

  @Override
  public Optional<ModelInfo> info(String modelName) {
    return catalogue.info(new ModelRef(name, modelName));
  }

  @Override
  public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
    String key = credentials == null ? apiKey : credentials.apiKey();
    boolean hasKey = key != null && !key.isBlank();
    if (!hasKey && (credentials != null || !settings.hasKeyInHeaders())) {
      throw new ConfigurationException("There is no key for " + name + ": set ANTHROPIC_API_KEY.");
    }
    String address = Optional.ofNullable(credentials).flatMap(Credentials::baseUrl).orElse(baseUrl);
    return WireChatModel.of(
        MessagesFormat.at(name, address, catalogue.find(new ModelRef(name, modelName))),
        authorized(hasKey ? key : null, settings.headersFor(credentials)),
        AnthropicParameters.builder().overrideWith(defaults).modelName(modelName).build(),
        ReadableMedia.of(info(modelName), true, ReadableMedia.USUAL_IMAGES, true),
        catalogue.takesSchemas(new ModelRef(name, modelName)),
        Account.of(address, key, settings.headersFor(credentials)));
  }

  /** A header of the application may request another version, but never replaces the key. */
  private HttpTransport authorized(@Nullable String key, Map<String, String> more) {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("anthropic-version", VERSION);
    if (key != null) {
      own.put(KEY, key.strip());
    }
    return AuthorizingTransport.headers(AuthorizingTransport.headers(transport, more), own);
  }

  @Override
  public Optional<TokenCounter> tokenCounter(String modelName) {
    return Optional.of(ModelFamily.of(modelName).counter(modelName));
  }

  /** Collects settings. Confined to one thread at a time. */
  public static final class Builder {
    private String name = "anthropic";
    private String baseUrl = BASE_URL;
    private @Nullable String apiKey;
    private ModelCatalogue catalogue = ModelCatalogue.bundled();
    private AnthropicParameters defaults = AnthropicParameters.builder().build();
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
     * Sets the address of a compatible host, with or without the version; null or blank for
     * Anthropic's.
     *
     * @param value the address of a compatible host, with or without the version; null or blank for
     *     Anthropic's
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
     * Sets the default parameters of requests, such as a thinking budget.
     *
     * @param value the parameters
     * @return this builder
     */
    public Builder defaults(AnthropicParameters value) {
      defaults = value;
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
    public AnthropicProvider build() {
      return new AnthropicProvider(this);
    }
  }
}
