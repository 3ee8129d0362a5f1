package dev.coda.providers.google;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives access to Google's Gemini models, or to those of a compatible host at another base URL.
 *
 * <p>If a user's credentials have their own base URL, it is called only with the user's key, and
 * never with this provider's. Keys are sent in a header, never in an address. Thread-safe.
 */
public final class GoogleProvider implements ModelProvider {
  /** The address of Google's API. */
  public static final String BASE_URL = "https://generativelanguage.googleapis.com";

  private static final String KEY = "x-goog-api-key";

  private static final Set<String> IMAGES =
      Set.of("image/png", "image/jpeg", "image/webp", "image/heic", "image/heif");

  private final String name;
  private final String baseUrl;
  private final @Nullable String apiKey;
  private final ModelCatalogue catalogue;
  private final GoogleParameters defaults;
  private final TransportSettings settings;
  private final OkHttpTransport connections;
  private final HttpTransport transport;

  private GoogleProvider(Builder builder) {
    this.name = builder.name;
    this.baseUrl = builder.baseUrl;
    this.apiKey = builder.apiKey;
    this.catalogue = builder.catalogue;
    GenerateContent.at(name, baseUrl, catalogue);
    this.defaults = builder.defaults;
    this.settings = builder.transport;
    if (apiKey != null) {
      settings.checkLeftOpen(name, KEY);
    }
    this.connections = OkHttpTransport.create(name, builder.transport);
    this.transport = LoggingTransport.of(connections);
  }

  /**
   * {@return a provider at Google's own address}
   *
   * @param apiKey the key
   */
  public static GoogleProvider create(String apiKey) {
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
    boolean keyInHeaders = credentials == null && settings.hasKeyInHeaders();
    if (key == null && !keyInHeaders) {
      throw new ConfigurationException("There is no key for " + name + ": set GOOGLE_API_KEY.");
    }
    String address = credentials == null ? baseUrl : credentials.baseUrl().orElse(baseUrl);
    Map<String, String> headers = key == null ? Map.of() : Map.of(KEY, key.strip());
    return WireChatModel.of(
        GenerateContent.at(name, address, catalogue),
        AuthorizingTransport.headers(
            AuthorizingTransport.headers(transport, settings.headersFor(credentials)), headers),
        GoogleParameters.builder().overrideWith(defaults).modelName(modelName).build(),
        ReadableMedia.of(info(modelName), true, IMAGES, true),
        catalogue.takesSchemas(new ModelRef(name, modelName)),
        Account.of(address, key, settings.headersFor(credentials)));
  }

  @Override
  public Optional<TokenCounter> tokenCounter(String modelName) {
    return Optional.of(ModelFamily.of(modelName).counter(modelName));
  }

  /** Collects settings. Confined to one thread at a time. */
  public static final class Builder {
    private String name = "google";
    private String baseUrl = BASE_URL;
    private @Nullable String apiKey;
    private ModelCatalogue catalogue = ModelCatalogue.bundled();
    private GoogleParameters defaults = GoogleParameters.builder().build();
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
     * Sets the address of a compatible host, with or without the version.
     *
     * @param value the address of a compatible host, with or without the version
     * @return this builder
     */
    public Builder baseUrl(String value) {
      baseUrl = value;
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
     * Sets the default parameters of requests, such as a thinking level.
     *
     * @param value the parameters
     * @return this builder
     */
    public Builder defaults(GoogleParameters value) {
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
    public GoogleProvider build() {
      return new GoogleProvider(this);
    }
  }
}
