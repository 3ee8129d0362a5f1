package dev.coda.bridge.http;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/** A request's body in memory, which says whether the client may send it a second time. */
final class JsonBody extends RequestBody {
  private static final MediaType JSON = MediaType.get("application/json");

  private final byte[] bytes;
  private final @Nullable MediaType type;
  private final boolean repeatable;

  private JsonBody(byte[] bytes, @Nullable MediaType type, boolean repeatable) {
    this.bytes = bytes;
    this.type = type;
    this.repeatable = repeatable;
  }

  static JsonBody of(byte[] json, boolean repeatable) {
    return new JsonBody(json, JSON, repeatable);
  }

  static JsonBody empty(boolean repeatable) {
    return new JsonBody(new byte[0], null, repeatable);
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
