package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.coda.providers.BaseUrl;
import dev.coda.providers.TransportSettings;
import dev.coda.providers.internal.transport.AuthorizingTransport;
import dev.coda.providers.internal.transport.HttpAnswer;
import dev.coda.providers.internal.transport.HttpCall;
import dev.coda.providers.internal.transport.HttpTransport;
import dev.coda.providers.internal.transport.LoggingTransport;
import dev.coda.providers.internal.transport.OkHttpTransport;
import dev.coda.providers.internal.wire.HttpFailure;
import dev.coda.providers.internal.wire.WholeBody;
import dev.coda.providers.internal.wire.WireJson;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An embedding model of OpenAI or a compatible host, called by {@code POST /embeddings}. All texts
 * of a call are sent in one request. Thread-safe.
 */
public final class OpenAiEmbeddings implements EmbeddingModel {
  private static final int MOST_BYTES = 64 * 1024 * 1024;

  private final String provider;
  private final String modelName;
  private final URI address;
  private final HttpTransport transport;

  private OpenAiEmbeddings(Builder builder) {
    this.provider = builder.name;
    this.modelName = builder.modelName;
    this.address = BaseUrl.resource(builder.name, builder.baseUrl, "embeddings");
    HttpTransport open =
        AuthorizingTransport.headers(
            LoggingTransport.of(OkHttpTransport.create(builder.name, builder.transport)),
            builder.transport.headersFor(null));
    if (builder.apiKey == null) {
      this.transport = open;
    } else {
      builder.transport.checkLeftOpen(builder.name, "Authorization");
      this.transport = AuthorizingTransport.bearer(open, builder.apiKey);
    }
  }

  /**
   * Creates a builder with OpenAI's own address and without a key.
   *
   * @param modelName such as {@code text-embedding-3-small}
   * @return a builder with the defaults
   */
  public static Builder builder(String modelName) {
    return new Builder(modelName);
  }

  /**
   * {@return one vector for each text, in order}
   *
   * @throws dev.coda.api.error.ProviderException if the host cannot be reached, refuses the
   *     request, or does not send one vector for each text
   */
  @Override
  public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
    if (segments.isEmpty()) {
      return Response.from(List.of());
    }
    HttpCall call = HttpCall.post(address, body(segments)).withHeader("Accept", "application/json");
    try (HttpAnswer answer = transport.send(call, CancelSignal.create())) {
      TreeMap<Integer, Embedding> vectors = new TreeMap<>();
      for (JsonNode entry : WholeBody.json(provider, answer, MOST_BYTES).path("data")) {
        JsonNode numbers = entry.path("embedding");
        if (numbers.isArray() && !numbers.isEmpty()) {
          vectors.put(entry.path("index").asInt(vectors.size()), vector(numbers));
        }
      }
      if (vectors.size() != segments.size()) {
        throw HttpFailure.of(FailureKind.MALFORMED_RESPONSE, provider, answer.head(), null);
      }
      return Response.from(List.copyOf(vectors.values()));
    }
  }

  @Override
  public String modelName() {
    return modelName;
  }

  private byte[] body(List<TextSegment> segments) {
    ObjectNode body = WireJson.mapper().createObjectNode().put("model", modelName);
    ArrayNode input = body.putArray("input");
    segments.forEach(segment -> input.add(segment.text()));
    body.put("encoding_format", "float");
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Embedding vector(JsonNode numbers) {
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.path(i).floatValue();
    }
    return Embedding.from(values);
  }

  /** Collects settings. Confined to one thread at a time. */
  public static final class Builder {
    private final String modelName;
    private String name = "embeddings";
    private String baseUrl = OpenAiProvider.BASE_URL;
    private @Nullable String apiKey;
    private TransportSettings transport = TransportSettings.defaults();

    private Builder(String modelName) {
      this.modelName = modelName;
    }

    /**
     * Sets the name of the host in failures; {@code embeddings} by default.
     *
     * @param value the name
     * @return this builder
     */
    public Builder name(String value) {
      name = value;
      return this;
    }

    /**
     * Sets another address, up to and including the version; null or blank for OpenAI's own.
     *
     * @param value another address, up to and including the version; null or blank for OpenAI's own
     * @return this builder
     */
    public Builder baseUrl(@Nullable String value) {
      baseUrl = value == null || value.isBlank() ? OpenAiProvider.BASE_URL : value;
      return this;
    }

    /**
     * Sets the key; null or blank for none.
     *
     * @param value the key; null or blank for none
     * @return this builder
     */
    public Builder apiKey(@Nullable String value) {
      apiKey = value == null || value.isBlank() ? null : value;
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
     * Creates the model; nothing is sent before it is called.
     *
     * @return the model
     * @throws dev.coda.api.error.ConfigurationException if the base URL is not an HTTP address
     */
    public OpenAiEmbeddings build() {
      return new OpenAiEmbeddings(this);
    }
  }
}
