package dev.coda.providers.google;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.SchemaInstruction;
import dev.coda.providers.catalogue.ModelCatalogue;
import dev.coda.providers.internal.transport.HttpCall;
import dev.coda.providers.internal.transport.ResponseHead;
import dev.coda.providers.internal.wire.StreamDecoder;
import dev.coda.providers.internal.wire.StreamSink;
import dev.coda.providers.internal.wire.WireFormat;
import dev.langchain4j.model.chat.request.ChatRequest;

/** The protocol {@code POST /models/{model}:streamGenerateContent}. Thread-safe. */
public final class GenerateContent implements WireFormat {
  private final String provider;
  private final GoogleAddress address;
  private final ModelCatalogue catalogue;
  private final RequestEncoder encoder;
  private final StatusDecoder errors;

  private GenerateContent(String provider, GoogleAddress address, ModelCatalogue catalogue) {
    this.provider = provider;
    this.address = address;
    this.catalogue = catalogue;
    this.encoder = new RequestEncoder(provider);
    this.errors = new StatusDecoder(provider);
  }

  /**
   * Creates the protocol for the host at this address.
   *
   * @param provider the name of the provider
   * @param baseUrl with or without the version, which is {@code v1beta} unless it names one
   * @param catalogue the catalogue that lists which models think
   * @return the protocol
   * @throws dev.coda.api.error.ConfigurationException if the base URL is not an HTTP address
   */
  public static GenerateContent at(String provider, String baseUrl, ModelCatalogue catalogue) {
    return new GenerateContent(provider, GoogleAddress.of(provider, baseUrl), catalogue);
  }

  @Override
  public String provider() {
    return provider;
  }

  @Override
  public HttpCall encode(ChatRequest request) {
    String model = request.modelName();
    if (model == null || model.isBlank()) {
      throw ProviderException.of(
              FailureKind.INVALID_REQUEST,
              provider,
              "The request to " + provider + " names no model.")
          .build();
    }
    ModelTraits traits = ModelTraits.of(catalogue, new ModelRef(provider, model));
    boolean takesSchema = request.toolSpecifications().isEmpty() || traits.combinesSchemaAndTools();
    return HttpCall.post(
        address.streamOf(model),
        encoder.encode(takesSchema ? request : SchemaInstruction.in(request), traits));
  }

  @Override
  public StreamDecoder decoder(ResponseHead head, StreamSink sink) {
    return new ChunkDecoder(head, sink, errors);
  }

  @Override
  public ProviderException failure(ResponseHead head, byte[] body) {
    return errors.decode(head, body);
  }
}
