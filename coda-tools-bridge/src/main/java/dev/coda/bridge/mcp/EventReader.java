package dev.coda.bridge.mcp;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events, none of them larger than the limit. */
final class EventReader {
  private static final Duration MAX_RETRY = Duration.ofSeconds(30);

  private final BufferedSource source;
  private final long maxBytes;
  private @Nullable String lastId;
  private @Nullable Duration retry;

  EventReader(BufferedSource source, long maxBytes) {
    this.source = source;
    this.maxBytes = maxBytes;
  }

  /** Returns the data of the next event that has any; null at the end of the stream. */
  @Nullable String next() throws IOException {
    StringBuilder data = new StringBuilder();
    while (!source.exhausted()) {
      String line = line(maxBytes - data.length());
      if (line == null) {
        return null;
      }
      if (line.isEmpty()) {
        if (data.length() > 0) {
          return data.toString();
        }
        continue;
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
      switch (field) {
        case "data" -> data.append(data.length() == 0 ? "" : "\n").append(value);
        case "id" -> lastId = value;
        case "retry" -> retry = duration(value);
        default -> {}
      }
    }
    return null;
  }

  /** The place from which the stream can be had again; null if the server gave none. */
  @Nullable String lastId() {
    return lastId;
  }

  /** The time that the server requests to wait before that; null if it requests none. */
  @Nullable Duration retry() {
    return retry;
  }

  private @Nullable String line(long limit) throws IOException {
    try {
      return source.readUtf8LineStrict(Math.max(1, limit));
    } catch (EOFException e) {
      if (source.getBuffer().size() >= limit) {
        throw new IOException("sent an event larger than " + maxBytes + " bytes", e);
      }
      return null;
    }
  }

  private static @Nullable Duration duration(String millis) {
    if (!millis.matches("\\d{1,9}")) {
      return null;
    }
    Duration asked = Duration.ofMillis(Long.parseLong(millis));
    return asked.compareTo(MAX_RETRY) > 0 ? MAX_RETRY : asked;
  }
}
