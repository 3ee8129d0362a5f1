package dev.coda.bridge.mcp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines of UTF-8, none of them larger than the limit. */
final class BoundedLines {
  private final InputStream input;
  private final int maxBytes;

  BoundedLines(InputStream input, int maxBytes) {
    this.input = new BufferedInputStream(input);
    this.maxBytes = maxBytes;
  }

  /** Returns the next line; null at the end. */
  @Nullable String next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int each = input.read(); each >= 0; each = input.read()) {
      if (each == '\n') {
        return line.toString(StandardCharsets.UTF_8);
      }
      if (line.size() == maxBytes) {
        throw new IOException("sent a message larger than " + maxBytes + " bytes");
      }
      line.write(each);
    }
    return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
  }
}
