package dev.coda.providers.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the schema that a provider is sent of a tool once, and keeps the text for as long as the
 * tool's specification lives: an agent sends the same ones with every request. Thread-safe.
 */
public final class RenderedSchemas {
  private final LoadingCache<ToolSpecification, Optional<JsonNode>> texts;

  /**
   * Keeps what this way of describing a tool makes.
   *
   * @param schema returns null where nothing is to be sent
   */
  public RenderedSchemas(Function<ToolSpecification, @Nullable JsonNode> schema) {
    this.texts =
        Caffeine.newBuilder()
            .weakKeys()
            .build(tool -> Optional.ofNullable(schema.apply(tool)).map(RenderedSchemas::written));
  }

  /** Returns a node that can be put into a request but not looked into; empty for none. */
  public Optional<JsonNode> of(ToolSpecification tool) {
    return texts.get(tool);
  }

  private static JsonNode written(JsonNode schema) {
    try {
      String text = WireJson.mapper().writeValueAsString(schema);
      return JsonNodeFactory.instance.rawValueNode(new RawValue(new SerializedString(text)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
