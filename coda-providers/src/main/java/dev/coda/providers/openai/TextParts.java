package dev.coda.providers.openai;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Keeps apart the parts of an item, each of which grows. Confined to one thread at a time. */
final class TextParts {
  private final SortedMap<Integer, GrowingText> parts = new TreeMap<>();
  private final Supplier<GrowingText> factory;

  TextParts(Supplier<GrowingText> factory) {
    this.factory = factory;
  }

  GrowingText at(int index) {
    return parts.computeIfAbsent(Math.max(index, 0), next -> factory.get());
  }

  /**
   * Takes all parts once more, or for the first time. Some hosts number the pieces of parts through
   * the whole response, so that the order counts where all parts are known.
   */
  void all(List<String> whole) {
    List<GrowingText> known = List.copyOf(parts.values());
    for (int i = 0; i < whole.size(); i++) {
      GrowingText part = known.size() == whole.size() ? known.get(i) : at(i);
      part.complete(whole.get(i));
    }
  }

  int length() {
    return parts.values().stream().mapToInt(GrowingText::length).sum();
  }
}
