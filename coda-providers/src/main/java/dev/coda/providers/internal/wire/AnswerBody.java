package dev.coda.providers.internal.wire;

import dev.coda.providers.internal.sse.SseEvent;
import dev.coda.providers.internal.sse.SseReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises what a host really sends with a success status: a stream of events; one JSON document,
 * from a host that does not stream; or an HTML page, from a proxy. The decoder receives each JSON
 * value apart, however they were framed. Confined to one thread at a time.
 */
final class AnswerBody {
  private static final int MOST_EVENT_BYTES = 4 * 1024 * 1024;
  private static final int MOST_BYTES = 16 * 1024 * 1024;
  private static final int LONGEST_HEARTBEAT = 64;
  private static final Set<String> HEARTBEATS =
      Set.of("ping", "heartbeat", "keepalive", "keep-alive", "keep_alive");
  private static final Pattern HEARTBEAT =
      Pattern.compile("\"type\"\\s*:\\s*\"(?:ping|heartbeat|keep-?_?alive)\"");

  private final StreamDecoder decoder;
  private final SseReader events;
  private @Nullable ByteArrayOutputStream document;
  private boolean recognised;
  private boolean heard;

  AnswerBody(StreamDecoder decoder) {
    this.decoder = decoder;
    this.events = new SseReader(MOST_EVENT_BYTES, this::event);
  }

  void feed(byte[] bytes, int count) throws IOException {
    int start = recognised ? 0 : recognise(bytes, count);
    if (document != null) {
      if (document.size() + count > MOST_BYTES) {
        throw new IOException("a document of more than " + MOST_BYTES + " bytes");
      }
      document.write(bytes, start, count - start);
      return;
    }
    try {
      events.feed(bytes, start, count - start);
      heard |= events.isWithinEvent();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Reads what is left at the end: a document, or an event without its closing line, if whole. */
  void end() throws IOException {
    if (document != null) {
      byte[] whole = document.toByteArray();
      read("", whole, 0, whole.length);
      return;
    }
    try {
      events.end();
    } catch (UncheckedIOException cut) {
      // It is ignored: the decoder knows whether that matters.
    }
  }

  /** Returns whether anything but heartbeats was received since the last call of this method. */
  boolean takeHeard() {
    boolean taken = heard;
    heard = false;
    return taken;
  }

  /** Returns the position of the first character that is not white space. */
  private int recognise(byte[] bytes, int count) throws IOException {
    int first = 0;
    while (first < count && bytes[first] <= ' ' && bytes[first] >= 0) {
      first++;
    }
    if (first < count) {
      recognised = true;
      if (bytes[first] == '<') {
        throw new IOException("a page instead of a stream");
      }
      if (bytes[first] == '{' || bytes[first] == '[') {
        document = new ByteArrayOutputStream();
      }
    }
    return first;
  }

  /** An event without data is empty; some hosts keep a connection open that way. */
  private void event(SseEvent event) {
    if (event.isBlank()) {
      return;
    }
    try {
      read(event.name(), event.bytes(), event.offset(), event.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(String name, byte[] bytes, int offset, int length) throws IOException {
    JsonValues values = JsonValues.of(bytes, offset, length);
    while (values.next()) {
      if (values.isCut()) {
        throw new IOException("an event that is cut");
      }
      heard |= !isHeartbeat(name, values);
      decoder.accept(name, values.bytes(), values.start(), values.length());
    }
  }

  private static boolean isHeartbeat(String name, JsonValues values) {
    return HEARTBEATS.contains(name)
        || (values.length() <= LONGEST_HEARTBEAT && HEARTBEAT.matcher(values.text()).find());
  }
}
