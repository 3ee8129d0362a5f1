package dev.coda.api.content;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Measures JSON. Thread-safe. */
public final class JsonSize {
  private JsonSize() {}

  /** Returns how many bytes of UTF-8 a value takes; 0 for null. */
  public static long bytes(@Nullable JsonNode value) {
    if (value == null) {
      return 0;
    }
    Counter counter = new Counter();
    try {
      CodaJson.mapper().writeValue(counter, value);
    } catch (IOException e) {
      throw new UncheckedIOException("a tree of JSON cannot be written", e);
    }
    return counter.count;
  }

  /** Tells whether objects and arrays are nested in more than this many levels. */
  public static boolean isDeeperThan(int levels, JsonNode value) {
    if (!value.isContainerNode()) {
      return false;
    }
    if (levels == 0) {
      return true;
    }
    for (JsonNode child : value) {
      if (isDeeperThan(levels - 1, child)) {
        return true;
      }
    }
    return false;
  }

  private static final class Counter extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
    }
  }
}
