package dev.coda.providers.internal.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits a stream of bytes into server-sent events, as the WHATWG HTML standard (§9.2) defines
 * them.
 *
 * <p>Bytes may be passed in pieces of any size; the events do not depend on the sizes. Some hosts
 * leave out the empty line between two events: a second name begins a new event, and a line that
 * begins with a bracket is data. Identifiers and retry times are ignored, since a model's answer is
 * never resumed. Confined to one thread at a time.
 */
public final class SseReader {
  private static final byte[] DATA = {'d', 'a', 't', 'a'};
  private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final int maxBytes;
  private final SseListener listener;
  private final SseEvent event = new SseEvent();

  /** The beginning of a line whose end has not arrived. */
  private byte[] partial = new byte[256];

  private int partialLength;
  private boolean skipLineFeed;
  private boolean firstLine = true;

  /** The data so far: a slice of the caller's bytes until it must outlive them or grow. */
  private byte[] data = partial;

  private int dataOffset;
  private int dataLength;
  private boolean hasData;
  private boolean dataIsOwn;
  private byte[] ownData = new byte[256];
  private String name = "";

  /**
   * Creates a reader for one stream.
   *
   * @param maxBytes the longest line, and the longest data of an event, that is accepted
   */
  public SseReader(int maxBytes, SseListener listener) {
    this.maxBytes = maxBytes;
    this.listener = listener;
  }

  /**
   * Reads the next bytes, and reports each event that they complete before returning. The bytes are
   * not kept.
   *
   * @throws SseOverflowException if a line or an event is too long; the reader cannot be used after
   *     that
   */
  public void feed(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int lineStart = offset;
    if (skipLineFeed && length > 0) {
      skipLineFeed = false;
      if (bytes[lineStart] == '\n') {
        lineStart++;
      }
    }
    int at = lineStart;
    while (at < end) {
      byte b = bytes[at];
      if (b != '\n' && b != '\r') {
        at++;
        continue;
      }
      endLine(bytes, lineStart, at);
      at++;
      if (b == '\r') {
        if (at == end) {
          skipLineFeed = true;
        } else if (bytes[at] == '\n') {
          at++;
        }
      }
      lineStart = at;
    }
    // A slice of the caller's bytes, or of the partial line, would be overwritten from here on.
    keepData();
    stash(bytes, lineStart, end);
  }

  /** Reports the last event of the stream, if no empty line followed it. */
  public void end() {
    if (partialLength > 0) {
      endLine(partial, 0, 0);
    }
    dispatch();
  }

  /**
   * Returns whether a part of an event other than a comment has arrived, but not the end of the
   * event.
   */
  public boolean isWithinEvent() {
    return hasData || (partialLength > 0 && partial[0] != ':');
  }

  private void endLine(byte[] bytes, int start, int end) {
    if (partialLength == 0) {
      checkLength(end - start);
      line(bytes, start, end);
      return;
    }
    stash(bytes, start, end);
    int length = partialLength;
    partialLength = 0;
    line(partial, 0, length);
  }

  private void stash(byte[] bytes, int start, int end) {
    int needed = partialLength + (end - start);
    checkLength(needed);
    if (needed > partial.length) {
      partial = Arrays.copyOf(partial, grown(needed));
    }
    System.arraycopy(bytes, start, partial, partialLength, end - start);
    partialLength = needed;
  }

  private void line(byte[] bytes, int lineStart, int end) {
    int start = lineStart;
    if (firstLine) {
      firstLine = false;
      if (startsWith(bytes, start, end, BOM)) {
        start += BOM.length;
      }
    }
    if (start == end) {
      dispatch();
      return;
    }
    if (isField(bytes, start, end, DATA)) {
      addData(bytes, valueStart(bytes, start + DATA.length, end), end);
    } else if (bytes[start] == '{' || bytes[start] == '[') {
      addData(bytes, start, end);
    } else if (isField(bytes, start, end, EVENT)) {
      if (hasData && !name.isEmpty()) {
        dispatch();
      }
      int from = valueStart(bytes, start + EVENT.length, end);
      name = new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
  }

  private void addData(byte[] bytes, int start, int end) {
    if (!hasData) {
      hasData = true;
      dataIsOwn = false;
      data = bytes;
      dataOffset = start;
      dataLength = end - start;
      return;
    }
    int needed = dataLength + 1 + (end - start);
    checkLength(needed);
    keepData();
    if (needed > ownData.length) {
      ownData = Arrays.copyOf(ownData, grown(needed));
      data = ownData;
    }
    ownData[dataLength] = '\n';
    System.arraycopy(bytes, start, ownData, dataLength + 1, end - start);
    dataLength = needed;
  }

  private void keepData() {
    if (!hasData || dataIsOwn) {
      return;
    }
    if (dataLength > ownData.length) {
      ownData = new byte[grown(dataLength)];
    }
    System.arraycopy(data, dataOffset, ownData, 0, dataLength);
    data = ownData;
    dataOffset = 0;
    dataIsOwn = true;
  }

  private void dispatch() {
    boolean complete = hasData;
    hasData = false;
    String eventName = name;
    name = "";
    if (complete) {
      event.show(eventName, data, dataOffset, dataLength);
      listener.onEvent(event);
    }
  }

  private void checkLength(int length) {
    if (length > maxBytes) {
      throw new SseOverflowException(maxBytes);
    }
  }

  private int grown(int needed) {
    return Math.min(Math.max(needed, maxBytes), needed * 2);
  }

  private static boolean isField(byte[] bytes, int start, int end, byte[] field) {
    int after = start + field.length;
    return startsWith(bytes, start, end, field) && (after == end || bytes[after] == ':');
  }

  /**
   * Returns the start of the value: after the colon and one space; the end of the line if it has no
   * colon.
   */
  private static int valueStart(byte[] bytes, int afterName, int end) {
    int start = Math.min(afterName + 1, end);
    return start < end && bytes[start] == ' ' ? start + 1 : start;
  }

  private static boolean startsWith(byte[] bytes, int start, int end, byte[] prefix) {
    return end - start >= prefix.length
        && Arrays.equals(bytes, start, start + prefix.length, prefix, 0, prefix.length);
  }
}
