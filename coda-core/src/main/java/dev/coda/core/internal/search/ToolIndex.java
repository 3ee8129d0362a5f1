package dev.coda.core.internal.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.ToolSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ranks tools by the words of a request, with BM25 (Robertson and Zaragoza, 2009) over their names,
 * descriptions and arguments. A term in the name has a higher weight than a term in the
 * description, which has a higher weight than a term in an argument. Immutable.
 */
public final class ToolIndex {
  private static final double NAME = 3;
  private static final double DESCRIPTION = 1;
  private static final double ARGUMENT = 0.4;
  private static final double SYNONYM = 0.5;
  private static final double SATURATION = 1.2;
  private static final double LENGTH = 0.6;
  private static final double WHOLE_NAME = 1.5;

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Integer> toolsWith = new HashMap<>();
  private final double averageLength;

  private record Entry(
      ToolSpec tool, List<String> name, Map<String, Double> weights, double length) {}

  private record Hit(ToolSpec tool, double score) {}

  private ToolIndex(Collection<ToolSpec> tools) {
    tools.forEach(this::add);
    this.averageLength = entries.stream().mapToDouble(Entry::length).average().orElse(1);
  }

  /** Reads the descriptions of these tools. */
  public static ToolIndex of(Collection<ToolSpec> tools) {
    return new ToolIndex(tools);
  }

  /** Returns the tools that fit a request, best first; none if it has no word in common. */
  public List<ToolSpec> find(String request, int most) {
    Map<String, Double> wanted = wanted(request);
    return entries.stream()
        .map(entry -> new Hit(entry.tool, score(entry, wanted)))
        .filter(hit -> hit.score > 0)
        .sorted(Comparator.comparingDouble(Hit::score).reversed())
        .limit(most)
        .map(Hit::tool)
        .toList();
  }

  private static Map<String, Double> wanted(String request) {
    List<String> terms = Terms.of(request);
    Map<String, Double> wanted = new LinkedHashMap<>();
    terms.forEach(term -> wanted.put(term, 1.0));
    for (int i = 1; i < terms.size(); i++) {
      // Such as "pay out", which names write in one word.
      wanted.putIfAbsent(terms.get(i - 1) + terms.get(i), 1.0);
    }
    for (String term : terms) {
      Synonyms.of(term).forEach(other -> wanted.putIfAbsent(other, SYNONYM));
    }
    if (terms.stream().allMatch(term -> Synonyms.of(term).isEmpty())) {
      // Such as "fork a repository", which names as often call "create fork".
      Synonyms.MAKING.forEach(verb -> wanted.putIfAbsent(verb, SYNONYM));
    }
    return wanted;
  }

  private void add(ToolSpec tool) {
    Map<String, Double> weights = new HashMap<>();
    weigh(weights, tool.name(), NAME);
    weigh(weights, tool.description(), DESCRIPTION);
    tool.inputSchema()
        .path("properties")
        .properties()
        .forEach(argument -> weighArgument(weights, argument.getKey(), argument.getValue()));
    double length = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    weights.keySet().forEach(term -> toolsWith.merge(term, 1, Integer::sum));
    entries.add(new Entry(tool, Terms.of(tool.name()), weights, length));
  }

  private static void weighArgument(Map<String, Double> weights, String name, JsonNode schema) {
    weigh(weights, name, ARGUMENT);
    weigh(weights, schema.path("title").asText(), ARGUMENT);
  }

  private static void weigh(Map<String, Double> weights, String text, double weight) {
    Terms.of(text).forEach(term -> weights.merge(term, weight, Double::sum));
  }

  private double score(Entry entry, Map<String, Double> wanted) {
    double damping = SATURATION * (1 - LENGTH + LENGTH * entry.length / averageLength);
    double score = 0;
    for (Map.Entry<String, Double> term : wanted.entrySet()) {
      double weight = entry.weights.getOrDefault(term.getKey(), 0.0);
      if (weight > 0) {
        score +=
            term.getValue()
                * rarity(term.getKey())
                * weight
                * (SATURATION + 1)
                / (weight + damping);
      }
    }
    return score * (1 + WHOLE_NAME * named(entry, wanted));
  }

  /** Returns how much of a name a request explains, from 0 to 1: short names are plain ones. */
  private static double named(Entry entry, Map<String, Double> wanted) {
    double explained = 0;
    for (String term : entry.name) {
      explained += wanted.getOrDefault(term, 0.0);
    }
    return entry.name.isEmpty() ? 0 : explained / entry.name.size();
  }

  private double rarity(String term) {
    double with = toolsWith.getOrDefault(term, 0);
    return Math.log(1 + (entries.size() - with + 0.5) / (with + 0.5));
  }
}
