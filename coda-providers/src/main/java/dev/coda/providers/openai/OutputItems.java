package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Finds the item that an event is about by its index, or by its id where a host gives none.
 * Confined to one thread at a time.
 */
final class OutputItems {
  private final Function<String, OutputItem> factory;
  private final List<Entry> entries = new ArrayList<>();

  OutputItems(Function<String, OutputItem> factory) {
    this.factory = factory;
  }

  /** Returns the item of this place, which begins here if it is new. */
  OutputItem at(int index, String id, String type) {
    for (Entry entry : entries) {
      boolean counted = index >= 0 && entry.index >= 0;
      if (counted ? entry.index == index : entry.id.equals(id)) {
        return entry.item;
      }
    }
    Entry entry = new Entry(index, id, factory.apply(type));
    entries.add(entry);
    return entry.item;
  }

  /** Takes an item as far as it is known when it begins, or all of it. */
  void accept(int index, JsonNode item) {
    at(index, item.path("id").asText(""), item.path("type").asText("")).whole(item);
  }

  /** Returns the items of a kind, in order. */
  <T extends OutputItem> List<T> all(Class<T> kind) {
    return entries.stream().map(Entry::item).filter(kind::isInstance).map(kind::cast).toList();
  }

  private record Entry(int index, String id, OutputItem item) {}
}
