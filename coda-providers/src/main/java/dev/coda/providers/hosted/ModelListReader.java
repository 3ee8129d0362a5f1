package dev.coda.providers.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelRef;
import dev.coda.providers.catalogue.ModelCatalogue;
import dev.coda.providers.internal.transport.HttpAnswer;
import dev.coda.providers.internal.transport.HttpCall;
import dev.coda.providers.internal.transport.HttpTransport;
import dev.coda.providers.internal.wire.WholeBody;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks a host for its models, as {@code GET /models} lists them. */
final class ModelListReader {
  private static final int MOST_BYTES = 8 * 1024 * 1024;
  private static final int MOST_MODELS = 2000;

  /** Hosts agree on the list, but not on the field of the context's size. */
  private static final List<String> CONTEXT_FIELDS =
      List.of("context_length", "context_window", "max_model_len", "max_context_length");

  private final String provider;
  private final URI address;
  private final HttpTransport transport;
  private final ModelCatalogue catalogue;

  ModelListReader(String provider, URI address, HttpTransport transport, ModelCatalogue catalogue) {
    this.provider = provider;
    this.address = address;
    this.transport = transport;
    this.catalogue = catalogue;
  }

  List<ModelInfo> read() {
    try (HttpAnswer answer = transport.send(HttpCall.get(address), CancelSignal.create())) {
      JsonNode list = WholeBody.json(provider, answer, MOST_BYTES);
      return entries(list).map(this::model).limit(MOST_MODELS).toList();
    }
  }

  private static Stream<JsonNode> entries(JsonNode list) {
    JsonNode data = list.has("data") ? list.path("data") : list;
    return data.valueStream().filter(entry -> !entry.path("id").asText("").isBlank());
  }

  private ModelInfo model(JsonNode entry) {
    ModelRef ref = new ModelRef(provider, entry.path("id").asText());
    ModelInfo known = catalogue.find(ref).info();
    return new ModelInfo(
        ref,
        known.contextWindow() == null ? contextWindow(entry) : known.contextWindow(),
        known.maxOutput(),
        known.price(),
        known.capabilities());
  }

  private static @Nullable Integer contextWindow(JsonNode entry) {
    return CONTEXT_FIELDS.stream()
        .map(field -> entry.path(field).asInt(0))
        .filter(tokens -> tokens > 0)
        .findFirst()
        .orElse(null);
  }
}
