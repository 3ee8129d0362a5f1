package dev.coda.server.http;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.MediaType;
import io.micronaut.http.server.netty.DefaultHttpCompressionStrategy;
import io.micronaut.http.server.netty.HttpCompressionStrategy;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import jakarta.inject.Singleton;

/**
 * Compresses texts worth it, but no event stream: a compressor would hold events back. Immutable.
 */
@Singleton
@Replaces(DefaultHttpCompressionStrategy.class)
final class TextCompression implements HttpCompressionStrategy {
  private static final int WORTH_IT = 1024;
  private static final int FAST = 3;

  @Override
  public boolean shouldCompress(HttpResponse response) {
    String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE);
    return type != null
        && !type.startsWith(MediaType.TEXT_EVENT_STREAM)
        && MediaType.isTextBased(type)
        && HttpUtil.getContentLength(response, WORTH_IT) >= WORTH_IT;
  }

  @Override
  public int getCompressionLevel() {
    return FAST;
  }

  @Override
  public int getMaxZstdEncodeSize() {
    return 1 << 20;
  }

  @Override
  public boolean isEnabled() {
    return true;
  }
}
