package dev.coda.providers.openai;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.BaseUrl;
import dev.coda.providers.internal.transport.HttpCall;
import dev.coda.providers.internal.transport.ResponseHead;
import dev.coda.providers.internal.wire.StreamDecoder;
import dev.coda.providers.internal.wire.StreamSink;
import dev.coda.providers.internal.wire.WireFormat;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.net.URI;

/** The protocol {@code POST /chat/completions} with {@code stream: true}. Thread-safe. */
public final class ChatCompletions implements WireFormat {
  private final String provider;
  private final URI endpoint;
  private final ChatDialect dialect;
  private final ChatEncoder encoder;
  private final ChatErrorDecoder errors;

  private ChatCompletions(
      String provider, URI endpoint, ChatDialect dialect, boolean takesSampling) {
    this.provider = provider;
    this.endpoint = endpoint;
    this.dialect = dialect;
    this.encoder = new ChatEncoder(provider, dialect, takesSampling);
    this.errors = new ChatErrorDecoder(provider);
  }

  /**
   * Creates the protocol for the host at this address.
   *
   * @param provider the name of the provider
   * @param baseUrl up to and including the version, such as {@code https://api.openai.com/v1}
   * @param dialect the dialect of the host
   * @param takesSampling whether the model accepts parameters such as a temperature
   * @return the protocol
   * @throws ConfigurationException if the base URL is not an HTTP address
   */
  public static ChatCompletions at(
      String provider, String baseUrl, ChatDialect dialect, boolean takesSampling) {
    return new ChatCompletions(
        provider, resource(provider, baseUrl, "chat/completions"), dialect, takesSampling);
  }

  /**
   * {@return an address below a base URL}
   *
   * @param provider the name of the provider
   * @param baseUrl the address of the host, up to and including the version
   * @param path the path after the address
   * @throws ConfigurationException if the base URL is not an HTTP address
   */
  public static URI resource(String provider, String baseUrl, String path) {
    return BaseUrl.resource(provider, baseUrl, path);
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
    return new ChatStreamDecoder(provider, head, sink, errors, dialect);
  }

  @Override
  public ProviderException failure(ResponseHead head, byte[] body) {
    return errors.decode(head, body);
  }
}
