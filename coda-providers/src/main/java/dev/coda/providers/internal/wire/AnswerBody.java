package dev.coda.providers.internal.wire;

import dev.coda.providers.internal.sse.SseEvent;
import dev.coda.providers.internal.sse.SseReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Recognises what a host really sends under a success: a stream of events; one JSON document, from
 * a host that does not stream; or a page of HTML, from something in between.
 */
final class AnswerBody {
  private static final int MOST_EVENT_BYTES = 4 * 1024 * 1024;
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  private final StreamDecoder decoder;
  private final SseReader events;
  private @Nullable ByteArrayOutputStream document;
  private boolean recognised;

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
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Reads a whole document, now that it is complete. */
  void end() throws IOException {
    if (document != null) {
      byte[] whole = document.toByteArray();
      decoder.accept("", whole, 0, whole.length);
    }
  }

  /** Returns where the first character that is not white space stands. */
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

  /** Without data an event says nothing; some hosts keep a connection open that way. */
  private void event(SseEvent event) {
    if (event.isBlank()) {
      return;
    }
    try {
      decoder.accept(event.name(), event.bytes(), event.offset(), event.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
