package dev.coda.providers.openai;

import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelRef;
import dev.coda.providers.catalogue.CatalogueEntry;
import dev.coda.providers.internal.transport.AuthorizingTransport;
import dev.coda.providers.internal.transport.HttpTransport;
import dev.coda.providers.internal.transport.LoggingTransport;
import dev.coda.providers.internal.transport.OkHttpTransport;
import dev.coda.providers.internal.wire.Account;
import dev.coda.providers.internal.wire.ReadableMedia;
import dev.coda.providers.internal.wire.WireChatModel;
import dev.coda.providers.internal.wire.WireFormat;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates models of one host with one of OpenAI's protocols: address, key, dialect and connections.
 * Thread-safe.
 */
public final class ChatHost {
  private final HostSettings settings;
  private final ChatDialect dialect;
  private final @Nullable OpenAiApi api;
  private final OkHttpTransport connections;
  private final HttpTransport transport;

  private ChatHost(HostSettings settings, ChatDialect dialect, @Nullable OpenAiApi api) {
    ChatCompletions.resource(settings.name(), settings.baseUrl(), "");
    if (settings.apiKey() != null && !settings.apiKey().isBlank()) {
      settings.transport().checkLeftOpen(settings.name(), "Authorization");
    }
    this.settings = settings;
    this.dialect = dialect;
    this.api = api;
    this.connections = OkHttpTransport.create(settings.name(), settings.transport());
    this.transport = LoggingTransport.of(connections);
  }

  /**
   * Creates a host with the chat completions API.
   *
   * @param settings the address, the key and other settings
   * @param dialect the dialect of the host
   * @return the host
   * @throws dev.coda.api.error.ConfigurationException if the base URL is not an HTTP address
   */
  public static ChatHost of(HostSettings settings, ChatDialect dialect) {
    return of(settings, dialect, OpenAiApi.CHAT_COMPLETIONS);
  }

  /**
   * Creates a host with any protocol; null to choose the one that the address of a call certainly
   * has.
   */
  static ChatHost of(HostSettings settings, ChatDialect dialect, @Nullable OpenAiApi api) {
    return new ChatHost(settings, dialect, api);
  }

  /** {@return the name of the provider that this host is} */
  public String name() {
    return settings.name();
  }

  /** {@return the address up to and including the version} */
  public String baseUrl() {
    return settings.baseUrl();
  }

  /** {@return the connections, whose calls and queue can be counted} */
  public OkHttpTransport connections() {
    return connections;
  }

  /** {@return a transport to the host that adds the host's own key, if there is one} */
  public HttpTransport authorized() {
    return authorized(null);
  }

  /**
   * {@return a model}
   *
   * @param modelName the name of the model, without its provider
   * @param credentials used instead of the host's key and, if they have one, its address
   * @throws dev.coda.api.error.ConfigurationException if the address is not an HTTP address
   */
  public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
    Optional<Credentials> own = Optional.ofNullable(credentials);
    String address = own.flatMap(Credentials::baseUrl).orElse(settings.baseUrl());
    ModelRef ref = new ModelRef(name(), modelName);
    CatalogueEntry model = settings.catalogue().find(ref);
    OpenAiApi spoken = api == null ? OpenAiApi.at(address) : api;
    return WireChatModel.of(
        protocol(spoken, address, model),
        authorized(credentials),
        OpenAiParameters.builder().overrideWith(settings.defaults()).modelName(modelName).build(),
        ReadableMedia.of(
            settings.catalogue().info(ref),
            !dialect.has(ChatDialect.Feature.TEXT_ONLY),
            ReadableMedia.USUAL_IMAGES,
            spoken == OpenAiApi.RESPONSES),
        takesSchemas(spoken) && settings.catalogue().takesSchemas(ref),
        Account.of(address, key(credentials), settings.transport().headersFor(credentials)));
  }

  private boolean takesSchemas(OpenAiApi spoken) {
    return spoken == OpenAiApi.RESPONSES || dialect.has(ChatDialect.Feature.JSON_SCHEMA);
  }

  private WireFormat protocol(OpenAiApi spoken, String address, CatalogueEntry model) {
    return spoken == OpenAiApi.RESPONSES
        ? ResponsesFormat.at(name(), address, model)
        : ChatCompletions.at(name(), address, dialect, model.takesSampling());
  }

  private @Nullable String key(@Nullable Credentials credentials) {
    return credentials == null ? settings.apiKey() : credentials.apiKey();
  }

  private HttpTransport authorized(@Nullable Credentials credentials) {
    String key = key(credentials);
    HttpTransport plain =
        AuthorizingTransport.headers(transport, settings.transport().headersFor(credentials));
    return key == null || key.isBlank() ? plain : AuthorizingTransport.bearer(plain, key);
  }
}
