package dev.coda.api.content;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Maps a handful of names to values in the order in which they were added, in two arrays. Confined
 * to one thread at a time while it changes.
 */
final class CompactMap extends AbstractMap<String, JsonNode> {
  private String[] names;
  private JsonNode[] values;
  private int size;

  CompactMap(int capacity) {
    this.names = new String[capacity];
    this.values = new JsonNode[capacity];
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public @Nullable JsonNode get(@Nullable Object name) {
    int index = indexOf(name);
    return index < 0 ? null : values[index];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return indexOf(name) >= 0;
  }

  @Override
  public @Nullable JsonNode put(String name, JsonNode value) {
    int index = indexOf(name);
    if (index >= 0) {
      JsonNode previous = values[index];
      values[index] = value;
      return previous;
    }
    if (size == names.length) {
      names = Arrays.copyOf(names, 2 * size + 1);
      values = Arrays.copyOf(values, 2 * size + 1);
    }
    names[size] = name;
    values[size++] = value;
    return null;
  }

  @Override
  public @Nullable JsonNode remove(@Nullable Object name) {
    int index = indexOf(name);
    return index < 0 ? null : removeAt(index);
  }

  @Override
  public Set<Map.Entry<String, JsonNode>> entrySet() {
    return new Fields();
  }

  private int indexOf(@Nullable Object name) {
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private JsonNode removeAt(int index) {
    JsonNode removed = values[index];
    size--;
    System.arraycopy(names, index + 1, names, index, size - index);
    System.arraycopy(values, index + 1, values, index, size - index);
    return removed;
  }

  private final class Fields extends AbstractSet<Map.Entry<String, JsonNode>> {
    @Override
    public int size() {
      return size;
    }

    @Override
    public Iterator<Map.Entry<String, JsonNode>> iterator() {
      return new Cursor();
    }
  }

  private final class Cursor implements Iterator<Map.Entry<String, JsonNode>> {
    private int next;
    private boolean removable;

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    public Map.Entry<String, JsonNode> next() {
      if (next >= size) {
        throw new NoSuchElementException();
      }
      removable = true;
      return new Field(names[next], values[next++]);
    }

    @Override
    public void remove() {
      if (!removable) {
        throw new IllegalStateException();
      }
      removable = false;
      removeAt(--next);
    }
  }

  private final class Field extends SimpleEntry<String, JsonNode> {
    private static final long serialVersionUID = 1;

    Field(String name, JsonNode value) {
      super(name, value);
    }

    @Override
    public JsonNode setValue(JsonNode value) {
      put(getKey(), value);
      return super.setValue(value);
    }
  }
}
