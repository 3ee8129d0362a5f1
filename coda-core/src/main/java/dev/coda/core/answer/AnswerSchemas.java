package dev.coda.core.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Compiles schemas once, and keeps those that were used last. Thread-safe. */
public final class AnswerSchemas {
  private static final int MOST_KEPT = 64;

  private final Map<JsonNode, AnswerSchema> kept = new LinkedHashMap<>(16, 0.75f, true);

  /** Creates an empty collection. */
  public AnswerSchemas() {}

  /**
   * Returns a schema, compiled.
   *
   * @throws dev.coda.api.error.ConfigurationException see {@link AnswerSchema#of}
   */
  public AnswerSchema of(JsonNode schema) {
    synchronized (kept) {
      AnswerSchema known = kept.get(schema);
      if (known != null) {
        return known;
      }
    }
    AnswerSchema compiled = AnswerSchema.of(schema);
    synchronized (kept) {
      kept.put(schema, compiled);
      if (kept.size() > MOST_KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return compiled;
  }
}
