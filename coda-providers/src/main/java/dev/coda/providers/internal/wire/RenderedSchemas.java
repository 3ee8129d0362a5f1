package dev.coda.providers.internal.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the schema that a provider is sent of a tool once, and keeps the text of the tools used
 * last: an agent sends the same ones with every request. Thread-safe.
 */
public final class RenderedSchemas {
  private static final int MOST_KEPT = 1_000;

  private final LRUMap<Identity, Optional<JsonNode>> texts = new LRUMap<>(16, MOST_KEPT);
  private final Function<ToolSpecification, @Nullable JsonNode> schema;

  /**
   * Keeps what this way of describing a tool makes.
   *
   * @param schema returns null where nothing is to be sent
   */
  public RenderedSchemas(Function<ToolSpecification, @Nullable JsonNode> schema) {
    this.schema = schema;
  }

  /** Returns a node that can be put into a request but not looked into; empty for none. */
  public Optional<JsonNode> of(ToolSpecification tool) {
    Identity key = new Identity(tool);
    Optional<JsonNode> known = texts.get(key);
    if (known == null) {
      known = Optional.ofNullable(schema.apply(tool)).map(RenderedSchemas::written);
      texts.put(key, known);
    }
    return known;
  }

  private static JsonNode written(JsonNode schema) {
    try {
      String text = WireJson.mapper().writeValueAsString(schema);
      return JsonNodeFactory.instance.rawValueNode(new RawValue(new SerializedString(text)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A specification itself: to compare what is in it takes as long as to write it. */
  private record Identity(ToolSpecification tool) {
    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(@Nullable Object other) {
      return other instanceof Identity that && tool == that.tool;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(tool);
    }
  }
}
