package dev.coda.bridge.http;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/** A request's body in memory, with whether the client may send it a second time. */
final class RequestBytes extends RequestBody {
  private final byte[] bytes;
  private final @Nullable MediaType type;
  private final boolean repeatable;

  private RequestBytes(byte[] bytes, @Nullable MediaType type, boolean repeatable) {
    this.bytes = bytes;
    this.type = type;
    this.repeatable = repeatable;
  }

  static RequestBytes of(byte[] content, MediaType type, boolean repeatable) {
    return new RequestBytes(content, type, repeatable);
  }

  static RequestBytes of(RequestBody body, boolean repeatable) {
    Buffer buffer = new Buffer();
    try {
      body.writeTo(buffer);
    } catch (IOException e) {
      throw new IllegalStateException("memory is always writable", e);
    }
    return new RequestBytes(buffer.readByteArray(), body.contentType(), repeatable);
  }

  static RequestBytes empty(boolean repeatable) {
    return new RequestBytes(new byte[0], null, repeatable);
  }

  @Override
  public @Nullable MediaType contentType() {
    return type;
  }

  @Override
  public long contentLength() {
    return bytes.length;
  }

  /** Keeps the client from repeating by itself a request whose effect must not happen twice. */
  @Override
  public boolean isOneShot() {
    return !repeatable;
  }

  @Override
  public void writeTo(@NonNull BufferedSink sink) throws IOException {
    sink.write(bytes);
  }
}
