package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the item that an event is about: by its id, else by its place among items of its type, else
 * the open one of its type. Hosts leave out ids or places, or change an item's id from one event to
 * the next. Confined to one thread at a time.
 */
final class OutputItems {
  private final Function<String, OutputItem> factory;
  private final List<Entry> entries = new ArrayList<>();

  OutputItems(Function<String, OutputItem> factory) {
    this.factory = factory;
  }

  /** Returns the item that a piece belongs to, which begins here if it is new. */
  OutputItem at(int index, String id, String type) {
    return entry(index, id, type, false).item;
  }

  /** Adds an item as it begins. */
  void begin(int index, JsonNode item) {
    Entry entry = entry(index, id(item), type(item), true);
    entry.begun = true;
    entry.item.whole(item);
  }

  /** Sets a complete item. */
  void end(int index, JsonNode item) {
    Entry entry = entry(index, id(item), type(item), false);
    entry.ended = true;
    entry.item.whole(item);
  }

  /**
   * Sets all items, some of which may be known already. The host may have left some out, so the
   * position is not enough to match them.
   */
  void all(JsonNode output) {
    List<Entry> unclaimed = new ArrayList<>(entries);
    int index = 0;
    for (JsonNode item : output) {
      Entry known = among(unclaimed, index++, id(item), type(item));
      Entry entry = known == null ? added(-1, id(item), type(item)) : known;
      unclaimed.remove(entry);
      entry.item.whole(item);
    }
  }

  /** Returns the items of a kind, in order. */
  <T extends OutputItem> List<T> all(Class<T> kind) {
    return entries.stream()
        .map(entry -> entry.item)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  private Entry entry(int index, String id, String type, boolean begins) {
    Entry known = known(index, id, type, begins);
    if (known == null) {
      return added(index, id, type);
    }
    known.index = known.index < 0 ? index : known.index;
    known.id = known.id.isEmpty() ? id : known.id;
    return known;
  }

  private Entry added(int index, String id, String type) {
    Entry entry = new Entry(index, id, type, factory.apply(type));
    entries.add(entry);
    return entry;
  }

  /** Returns the item that an event is about; null if the event begins one. */
  private @Nullable Entry known(int index, String id, String type, boolean begins) {
    Entry inPlace = null;
    Entry open = null;
    for (Entry entry : entries) {
      if (!entry.type.equals(type) || (begins && entry.ended)) {
        continue;
      }
      boolean elsewhere = index >= 0 && entry.index >= 0 && index != entry.index;
      if (entry.hasId(id) && !elsewhere) {
        return entry;
      }
      if (begins && entry.begun) {
        continue;
      }
      if (index >= 0 && entry.index == index) {
        inPlace = entry;
      } else if (!entry.ended && !elsewhere && (id.isEmpty() || entry.id.isEmpty())) {
        open = entry;
      }
    }
    return inPlace == null ? open : inPlace;
  }

  private static @Nullable Entry among(List<Entry> unclaimed, int index, String id, String type) {
    Entry inPlace = null;
    Entry first = null;
    for (Entry entry : unclaimed) {
      if (entry.type.equals(type)) {
        if (entry.hasId(id)) {
          return entry;
        }
        inPlace = entry.index == index ? entry : inPlace;
        first = first == null ? entry : first;
      }
    }
    return inPlace == null ? first : inPlace;
  }

  private static String id(JsonNode item) {
    return item.path("id").asText("");
  }

  private static String type(JsonNode item) {
    return item.path("type").asText("");
  }

  private static final class Entry {
    private final String type;
    private final OutputItem item;
    private int index;
    private String id;
    private boolean begun;
    private boolean ended;

    Entry(int index, String id, String type, OutputItem item) {
      this.index = index;
      this.id = id;
      this.type = type;
      this.item = item;
    }

    boolean hasId(String other) {
      return !other.isEmpty() && other.equals(id);
    }
  }
}
