package dev.coda.providers.hosted;

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
import dev.coda.providers.openai.ChatCompletions;
import dev.coda.providers.openai.ChatHost;
import dev.coda.providers.openai.HostSettings;
import dev.coda.providers.openai.OpenAiParameters;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Gives access to the models of a host with the chat completions API, with or without a key.
 *
 * <p>Any model name is accepted, since only the host knows its models. {@link #models()} returns
 * the models that the host has listed so far, and requests the list again in the background.
 * Thread-safe.
 */
public final class HostedProvider implements ModelProvider {
  private final ChatHost host;
  private final ModelCatalogue catalogue;
  private final RemoteModelList list;

  private HostedProvider(Builder builder) {
    this.catalogue = builder.catalogue;
    String address = address(builder);
    HostProfile profile = builder.profile == null ? HostProfile.at(address) : builder.profile;
    this.host = host(builder, profile, address, builder.transport);
    ModelListReader reader =
        new ModelListReader(
            builder.name,
            ChatCompletions.resource(builder.name, address, "models"),
            host(builder, profile, address, forLists(builder.transport)).authorized(),
            builder.catalogue);
    this.list = new RemoteModelList(reader::read, builder.executor, builder.transport.clock());
  }

  private static TransportSettings forLists(TransportSettings settings) {
    return settings.toBuilder()
        .connectTimeout(Duration.ofSeconds(2))
        .firstByteTimeout(Duration.ofSeconds(3))
        .idleTimeout(Duration.ofSeconds(3))
        .maxConcurrentCalls(1)
        .build();
  }

  private static String address(Builder builder) {
    String known = builder.profile == null ? null : builder.profile.baseUrl();
    String address = builder.baseUrl == null ? known : builder.baseUrl;
    if (address == null) {
      throw new ConfigurationException(
          "A hosted provider needs the address of its host: set HOSTED_BASE_URL, such as"
              + " http://127.0.0.1:11434/v1.");
    }
    return address;
  }

  private static ChatHost host(
      Builder builder, HostProfile profile, String address, TransportSettings transport) {
    HostSettings settings =
        new HostSettings(
            builder.name, address, builder.apiKey, builder.catalogue, builder.defaults, transport);
    return ChatHost.of(settings, profile.dialect());
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
    return list.models();
  }

  @Override
  public Optional<ModelInfo> info(String modelName) {
    return ModelProvider.super
        .info(modelName)
        .or(() -> catalogue.info(new ModelRef(name(), modelName)));
  }

  @Override
  public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
    return host.model(modelName, credentials);
  }

  @Override
  public Optional<TokenCounter> tokenCounter(String modelName) {
    return Optional.of(ModelFamily.of(modelName).counter(modelName));
  }

  /** Collects settings. Confined to one thread at a time. */
  public static final class Builder {
    private String name = "hosted";
    private @Nullable HostProfile profile;
    private @Nullable String baseUrl;
    private @Nullable String apiKey;
    private ModelCatalogue catalogue = ModelCatalogue.bundled();
    private OpenAiParameters defaults = OpenAiParameters.builder().build();
    private TransportSettings transport = TransportSettings.defaults();
    private Executor executor = Builder::onOwnThread;

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
     * Sets the kind of host; null to recognise it by its address.
     *
     * @param value the kind
     * @return this builder
     */
    public Builder profile(@Nullable HostProfile value) {
      profile = value;
      return this;
    }

    /**
     * Sets the address up to and including the version; null or blank for the profile's.
     *
     * @param value the address up to and including the version; null or blank for the profile's
     * @return this builder
     */
    public Builder baseUrl(@Nullable String value) {
      baseUrl = value == null || value.isBlank() ? null : value;
      return this;
    }

    /**
     * Sets the key; null or blank for none.
     *
     * @param value the key; null or blank for none
     * @return this builder
     */
    public Builder apiKey(@Nullable String value) {
      apiKey = value;
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
     * Sets the default parameters of requests, such as the host's additional fields.
     *
     * @param value the parameters
     * @return this builder
     */
    public Builder defaults(OpenAiParameters value) {
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
     * Sets the executor that requests the host's list of models. The provider does not close it.
     *
     * @param value the executor that requests the host's list of models
     * @return this builder
     */
    public Builder executor(Executor value) {
      executor = value;
      return this;
    }

    /**
     * Creates the provider.
     *
     * @return the provider
     * @throws ConfigurationException if there is no address, or it is not an HTTP address
     */
    public HostedProvider build() {
      return new HostedProvider(this);
    }

    /** At most one at a time, every few minutes: a pool would idle. */
    private static void onOwnThread(Runnable task) {
      Thread thread = new Thread(task, "coda-model-list");
      thread.setDaemon(true);
      thread.start();
    }
  }
}
