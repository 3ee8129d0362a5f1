package dev.coda.bridge.http;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;

/** Reads a response's body piece by piece and never more than its limit. */
final class BodyReader {
  private static final int PIECE = 8 * 1024;

  private BodyReader() {}

  /** The body after decompression; empty if it is larger than the limit. */
  static Optional<Buffer> whole(ResponseBody body, long limit) throws IOException {
    if (body.contentLength() > limit) {
      return Optional.empty();
    }
    Buffer read = new Buffer();
    return readUpTo(body.source(), read, limit) ? Optional.of(read) : Optional.empty();
  }

  /** The body's beginning. */
  static Buffer beginning(ResponseBody body, long limit) throws IOException {
    Buffer read = new Buffer();
    readUpTo(body.source(), read, limit);
    return read;
  }

  static String text(Buffer bytes, MediaType type) {
    Charset stated = type.charset();
    String text = bytes.readString(stated == null ? StandardCharsets.UTF_8 : stated);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static boolean readUpTo(BufferedSource source, Buffer sink, long limit)
      throws IOException {
    while (sink.size() <= limit) {
      if (source.read(sink, Math.min(PIECE, limit + 1 - sink.size())) < 0) {
        return true;
      }
    }
    return false;
  }
}
