package dev.coda.providers.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the sources of an answer. Confined to one thread at a time. */
final class Sources {
  private final Set<JsonNode> citations = new LinkedHashSet<>();
  private final ObjectNode latest = JsonNodeFactory.instance.objectNode();

  void accept(JsonNode candidate) {
    candidate.path("citationMetadata").path("citationSources").forEach(citations::add);
    for (String field : List.of("groundingMetadata", "urlContextMetadata")) {
      // Each report repeats the previous one and adds to it.
      JsonNode report = candidate.path(field);
      if (report.isObject() && !report.isEmpty()) {
        latest.set(field, report);
      }
    }
  }

  /** Returns all sources; null if the answer named none. */
  @Nullable JsonNode cited() {
    if (!citations.isEmpty()) {
      ArrayNode list = latest.putObject("citationMetadata").putArray("citationSources");
      citations.forEach(list::add);
    }
    return latest.isEmpty() ? null : latest;
  }
}
