package dev.coda.core.internal.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.LRUMap;

/** Compiles schemas once, and keeps those that were used last. Thread-safe. */
public final class AnswerSchemas {
  private static final int MOST_KEPT = 64;

  private final LRUMap<JsonNode, AnswerSchema> kept = new LRUMap<>(16, MOST_KEPT);

  /** Creates an empty collection. */
  public AnswerSchemas() {}

  /**
   * Returns a schema, compiled.
   *
   * @throws dev.coda.api.error.ConfigurationException see {@link AnswerSchema#of}
   */
  public AnswerSchema of(JsonNode schema) {
    AnswerSchema known = kept.get(schema);
    if (known == null) {
      known = AnswerSchema.of(schema);
      kept.put(known.schema(), known);
    }
    return known;
  }
}
