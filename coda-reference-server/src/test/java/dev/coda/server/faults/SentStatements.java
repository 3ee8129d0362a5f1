package dev.coda.server.faults;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads what one client sends to PostgreSQL, and knows the moments at which it commits events of a
 * run. Drivers name a statement when they have used it often, and then send the name alone.
 * Confined to one thread at a time.
 */
final class SentStatements {
  private static final String COMMIT = "INSERT INTO public.run_events";
  private static final int LENGTH = 4;
  private static final int PROTOCOL_3 = 3 << 16;

  private final Set<String> commits = new HashSet<>();
  private byte[] rest = new byte[0];
  private boolean started;

  /** Takes the next bytes; returns whether a commit is complete with them. */
  boolean commits(byte[] bytes, int length) {
    int known = rest.length;
    rest = Arrays.copyOf(rest, known + length);
    System.arraycopy(bytes, 0, rest, known, length);
    ByteBuffer buffer = ByteBuffer.wrap(rest);
    boolean found = false;
    while (buffer.remaining() >= head()) {
      ByteBuffer message = buffer.slice();
      char type = started ? (char) message.get() : ' ';
      int size = message.getInt();
      int end = head() - LENGTH + size;
      if (buffer.remaining() < end) {
        break;
      }
      message.limit(end);
      if (started) {
        found |= commits(type, message);
      } else {
        // An encryption or a cancellation may be asked for before.
        started = message.getInt() == PROTOCOL_3;
      }
      buffer.position(buffer.position() + end);
    }
    rest = Arrays.copyOfRange(rest, buffer.position(), rest.length);
    return found;
  }

  /** Every message but the first begins with its type. */
  private int head() {
    return started ? 1 + LENGTH : LENGTH;
  }

  private boolean commits(char type, ByteBuffer message) {
    if (type == 'P') {
      String name = text(message);
      if (text(message).contains(COMMIT)) {
        commits.add(name);
      } else {
        commits.remove(name);
      }
    }
    if (type != 'B') {
      return false;
    }
    text(message);
    return commits.contains(text(message));
  }

  private static String text(ByteBuffer message) {
    int from = message.position();
    byte next = message.get();
    while (next != 0) {
      next = message.get();
    }
    return new String(
        message.array(),
        message.arrayOffset() + from,
        message.position() - 1 - from,
        StandardCharsets.UTF_8);
  }
}
