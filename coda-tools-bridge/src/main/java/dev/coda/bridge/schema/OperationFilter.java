package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Selects operations of a document: by {@code operationId}, {@code METHOD /path}, path, method or
 * {@code tag:name}, where {@code *} is any text.
 */
final class OperationFilter {
  private final Set<String> entries = new LinkedHashSet<>();
  private final Set<String> unused;

  OperationFilter(List<String> list) {
    entries.addAll(list);
    this.unused = new LinkedHashSet<>(entries);
  }

  static OperationFilter of(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return new OperationFilter(texts);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Returns whether an entry selects the operation. */
  boolean matches(String method, String path, JsonNode operation) {
    boolean matches = false;
    for (String entry : entries) {
      if (matches(entry, method.toUpperCase(Locale.ROOT), path, operation)) {
        unused.remove(entry);
        matches = true;
      }
    }
    return matches;
  }

  /** The entries that selected nothing. */
  Set<String> unused() {
    return unused;
  }

  private static boolean matches(String entry, String method, String path, JsonNode operation) {
    if (entry.startsWith("tag:")) {
      String tag = entry.substring("tag:".length());
      for (JsonNode each : operation.path("tags")) {
        if (isLike(tag, each.asText())) {
          return true;
        }
      }
      return false;
    }
    return isLike(entry, operation.path("operationId").asText())
        || isLike(entry, method + " " + path)
        || isLike(entry, path)
        || entry.equals(method);
  }

  private static boolean isLike(String pattern, String text) {
    if (!pattern.contains("*")) {
      return pattern.equals(text);
    }
    String regex = Pattern.quote(pattern).replaceAll("\\*+", "\\\\E.*\\\\Q");
    return text.matches(regex);
  }
}
