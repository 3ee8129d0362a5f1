package dev.coda.providers.internal.wire;

import dev.coda.providers.internal.transport.HttpTransport;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls one model over any protocol. A call blocks its thread until the handler has received either
 * the response or the error, exactly once.
 *
 * <p>A {@link dev.coda.api.model.ModelStreamHandler} can cancel at every stage through its signal,
 * any other handler through the handle of langchain4j's callbacks. An exception that a callback
 * throws breaks the connection and is reported as the error; one from the last callback is thrown
 * to the caller. Thread-safe.
 */
public final class WireChatModel implements StreamingChatModel {
  private final WireFormat format;
  private final HttpTransport transport;
  private final ChatRequestParameters defaults;
  private final ReadableMedia media;
  private final boolean takesSchemas;
  private final @Nullable Account account;

  private WireChatModel(
      WireFormat format,
      HttpTransport transport,
      ChatRequestParameters defaults,
      ReadableMedia media,
      boolean takesSchemas,
      @Nullable Account account) {
    this.format = format;
    this.transport = transport;
    this.defaults = defaults;
    this.media = media;
    this.takesSchemas = takesSchemas;
    this.account = account;
  }

  /** Creates a model that reads the usual images and accepts schemas. */
  public static WireChatModel of(
      WireFormat format, HttpTransport transport, ChatRequestParameters defaults) {
    ReadableMedia usual = new ReadableMedia(true, true, ReadableMedia.USUAL_IMAGES, true);
    return of(format, transport, defaults, usual, true, null);
  }

  /**
   * Creates a model with these default parameters.
   *
   * @param media the media that it can read in addition to text
   * @param takesSchemas whether the model can be sent a schema for its answer
   * @param account the address and the key, to which reasoning is bound; null to bind it only to
   *     the provider and the model
   */
  public static WireChatModel of(
      WireFormat format,
      HttpTransport transport,
      ChatRequestParameters defaults,
      ReadableMedia media,
      boolean takesSchemas,
      @Nullable Account account) {
    return new WireChatModel(format, transport, defaults, media, takesSchemas, account);
  }

  @Override
  public ChatRequestParameters defaultRequestParameters() {
    return defaults;
  }

  @Override
  public Set<Capability> supportedCapabilities() {
    return takesSchemas ? Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA) : Set.of();
  }

  /** Passes the handler on unchanged; langchain4j's own method would hide its cancel signal. */
  @Override
  public void chat(
      ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
    ChatRequest complete =
        ChatRequest.builder()
            .messages(request.messages())
            .parameters(defaults.overrideWith(request.parameters()))
            .build();
    doChat(complete, handler);
  }

  @Override
  public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
    ChatRequest readable = media.readable(request);
    HandledCall.run(
        format.provider(),
        handler,
        sink -> new ModelCall(format, transport, account, sink).run(readable));
  }
}
