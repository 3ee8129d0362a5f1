package dev.coda.providers.openai;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.BaseUrl;
import dev.coda.providers.catalogue.CatalogueEntry;
import dev.coda.providers.internal.transport.HttpCall;
import dev.coda.providers.internal.transport.ResponseHead;
import dev.coda.providers.internal.wire.StreamDecoder;
import dev.coda.providers.internal.wire.StreamSink;
import dev.coda.providers.internal.wire.WireFormat;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.net.URI;

/** Speaks {@code POST /responses} with {@code stream: true} and nothing stored. Thread-safe. */
final class ResponsesFormat implements WireFormat {
  private final String provider;
  private final URI endpoint;
  private final ResponsesEncoder encoder;
  private final ChatErrorDecoder errors;

  private ResponsesFormat(String provider, URI endpoint, CatalogueEntry model) {
    this.provider = provider;
    this.endpoint = endpoint;
    this.encoder = new ResponsesEncoder(provider, model);
    this.errors = new ChatErrorDecoder(provider);
  }

  /**
   * Speaks to the host at this address, of this model.
   *
   * @throws ConfigurationException if that is not an HTTP address
   */
  static ResponsesFormat at(String provider, String baseUrl, CatalogueEntry model) {
    return new ResponsesFormat(provider, BaseUrl.resource(provider, baseUrl, "responses"), model);
  }

  /** Describes content that the protocol does not support. */
  static ProviderException unsupported(String provider, String what) {
    return ProviderException.of(
            FailureKind.UNSUPPORTED,
            provider,
            provider
                + " cannot be sent "
                + what
                + " in its Responses API: leave it out, or choose chat completions.")
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
  public StreamDecoder decoder(ResponseHead head, StreamSink sink) {
    return new ResponsesStreamDecoder(head, sink, errors);
  }

  @Override
  public ProviderException failure(ResponseHead head, byte[] body) {
    return errors.decode(head, body);
  }
}
