package dev.coda.providers.internal.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.coda.api.model.ModelAttributes;
import dev.coda.api.model.SchemaTree;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the schema of each tool for a provider once, and keeps the text for the tools that were
 * used last, since an agent sends the same tools with every request. A tool whose schema cannot be
 * sent is left out of requests, with one warning in the log. Thread-safe.
 */
public final class RenderedSchemas {
  private static final int MOST_KEPT = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(RenderedSchemas.class);

  private final LRUMap<Identity, Rendered> texts = new LRUMap<>(16, MOST_KEPT);
  private final BiFunction<ToolSpecification, KeyNames, @Nullable JsonNode> schema;
  private final @Nullable Pattern keys;

  /**
   * Creates a cache for the schemas that this function makes.
   *
   * @param schema returns null if nothing is to be sent
   */
  public RenderedSchemas(Function<ToolSpecification, @Nullable JsonNode> schema) {
    this((tool, names) -> schema.apply(tool), null);
  }

  private RenderedSchemas(
      BiFunction<ToolSpecification, KeyNames, @Nullable JsonNode> schema, @Nullable Pattern keys) {
    this.schema = schema;
    this.keys = keys;
  }

  /**
   * Creates a cache for the schemas that this function makes, for a provider that accepts only some
   * names of arguments.
   */
  public static RenderedSchemas withKeys(
      Pattern keys, BiFunction<ToolSpecification, KeyNames, @Nullable JsonNode> schema) {
    return new RenderedSchemas(schema, keys);
  }

  /** Returns the original schema of a tool's arguments; null for none. */
  public static @Nullable JsonNode inputSchema(ToolSpecification tool) {
    if (tool.metadata().get(ModelAttributes.INPUT_SCHEMA) instanceof JsonNode exact) {
      return exact;
    }
    return tool.parameters() == null ? null : SchemaTree.of(tool.parameters());
  }

  /**
   * Returns a node that can be added to a request, but whose content cannot be read; empty if there
   * is none.
   */
  public Optional<JsonNode> of(ToolSpecification tool) {
    return Optional.ofNullable(rendered(tool).schema());
  }

  /** Returns the tools whose schema can be sent. */
  public List<ToolSpecification> sendable(@Nullable List<ToolSpecification> tools) {
    return tools == null
        ? List.of()
        : tools.stream().filter(tool -> !rendered(tool).isRefused()).toList();
  }

  /** Returns the names under which the arguments of a tool are sent. */
  public KeyNames names(ToolSpecification tool) {
    return rendered(tool).names();
  }

  private Rendered rendered(ToolSpecification tool) {
    Identity key = new Identity(tool);
    Rendered known = texts.get(key);
    if (known == null) {
      known = render(tool);
      texts.put(key, known);
    }
    return known;
  }

  private Rendered render(ToolSpecification tool) {
    try {
      JsonNode given = keys == null ? null : inputSchema(tool);
      KeyNames names =
          keys == null || given == null ? KeyNames.all() : KeyNames.matching(keys, given);
      JsonNode made = schema.apply(tool, names);
      return new Rendered(made == null ? null : written(made), names, false);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.warn("The tool {} is not offered: its schema cannot be sent.", tool.name(), e);
      return new Rendered(null, KeyNames.all(), true);
    }
  }

  private static JsonNode written(JsonNode schema) {
    try {
      String text = WireJson.mapper().writeValueAsString(schema);
      return JsonNodeFactory.instance.rawValueNode(new RawValue(new SerializedString(text)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Rendered(@Nullable JsonNode schema, KeyNames names, boolean isRefused) {}

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
