package dev.coda.providers.anthropic;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.BaseUrl;
import dev.coda.providers.catalogue.CatalogueEntry;
import dev.coda.providers.internal.transport.HttpCall;
import dev.coda.providers.internal.transport.ResponseHead;
import dev.coda.providers.internal.wire.ArgumentNames;
import dev.coda.providers.internal.wire.StreamDecoder;
import dev.coda.providers.internal.wire.StreamSink;
import dev.coda.providers.internal.wire.WireFormat;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.net.URI;

/** Speaks {@code POST /v1/messages} with {@code stream: true}. Thread-safe. */
final class MessagesFormat implements WireFormat {
  private final String provider;
  private final URI endpoint;
  private final MessagesEncoder encoder;
  private final MessagesErrorDecoder errors;

  private MessagesFormat(String provider, URI endpoint, CatalogueEntry model) {
    this.provider = provider;
    this.endpoint = endpoint;
    this.encoder = new MessagesEncoder(provider, model);
    this.errors = new MessagesErrorDecoder(provider);
  }

  /**
   * Speaks to the host at this address, of this model.
   *
   * @throws ConfigurationException if that is not an HTTP address
   */
  static MessagesFormat at(String provider, String baseUrl, CatalogueEntry model) {
    return new MessagesFormat(provider, endpoint(provider, baseUrl), model);
  }

  /** Returns the address for messages; base URLs are in use both with and without the version. */
  static URI endpoint(String provider, String baseUrl) {
    URI endpoint = BaseUrl.resource(provider, baseUrl, "messages");
    return endpoint.getPath().endsWith("/v1/messages")
        ? endpoint
        : BaseUrl.resource(provider, baseUrl, "v1/messages");
  }

  /** Describes content that the protocol does not support. */
  static ProviderException unsupported(String provider, String what) {
    return ProviderException.of(
            FailureKind.UNSUPPORTED,
            provider,
            provider + " cannot be sent " + what + " in its messages: leave it out.")
        .build();
  }

  @Override
  public String provider() {
    return provider;
  }

  @Override
  public HttpCall encode(ChatRequest request) {
    return HttpCall.post(endpoint, encoder.encode(request));
  }

  @Override
  public ArgumentNames argumentNames(ChatRequest request) {
    return ToolsWriter.names(request);
  }

  @Override
  public StreamDecoder decoder(ResponseHead head, StreamSink sink) {
    return new MessagesStreamDecoder(head, sink, errors);
  }

  @Override
  public ProviderException failure(ResponseHead head, byte[] body) {
    return errors.decode(head, body);
  }
}
