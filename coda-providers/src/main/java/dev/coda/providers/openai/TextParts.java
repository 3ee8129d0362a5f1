package dev.coda.providers.openai;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Keeps apart the parts of an item, each of which grows. Confined to one thread at a time. */
final class TextParts {
  private final SortedMap<Integer, TextAccumulator> parts = new TreeMap<>();
  private final Supplier<TextAccumulator> factory;

  TextParts(Supplier<TextAccumulator> factory) {
    this.factory = factory;
  }

  TextAccumulator at(int index) {
    return parts.computeIfAbsent(Math.max(index, 0), next -> factory.get());
  }

  /**
   * Sets all parts, some of which may be known already. Some hosts number the parts through the
   * whole response, so the order counts if all parts are known.
   */
  void all(List<String> whole) {
    List<TextAccumulator> known = List.copyOf(parts.values());
    for (int i = 0; i < whole.size(); i++) {
      TextAccumulator part = known.size() == whole.size() ? known.get(i) : at(i);
      part.complete(whole.get(i));
    }
  }

  int length() {
    return parts.values().stream().mapToInt(TextAccumulator::length).sum();
  }
}
