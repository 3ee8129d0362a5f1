package dev.coda.server.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Inflates bodies in one coding, gzip or deflate, piece by piece as they are read: what is not read
 * is not inflated, so a body that grows a thousandfold costs a mebibyte of memory until a size
 * limit ends it. Any other coding is left in the header for a filter to refuse. Confined to one
 * thread at a time.
 */
final class RequestInflater extends ChannelDuplexHandler {
  /** Deflate's best is 1:1032, so a piece becomes at most about half a mebibyte. */
  private static final int PIECE = 512;

  private final Deque<Object> waiting = new ArrayDeque<>();
  private @Nullable JdkZlibDecoder decoder;
  private @Nullable EmbeddedChannel inflating;
  private boolean failed;

  /** Whether the next handler waits for a read; the first one is under way before it is added. */
  private boolean wanted = true;

  private boolean scheduled;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (waiting.isEmpty() && (inflating == null || !(message instanceof HttpContent))) {
      pass(ctx, message);
    } else {
      waiting.add(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (wanted && !waiting.isEmpty()) {
      pump(ctx);
    } else {
      completeRead(ctx);
    }
  }

  @Override
  public void read(ChannelHandlerContext ctx) {
    wanted = true;
    if (waiting.isEmpty()) {
      ctx.read();
    } else if (!scheduled) {
      // Not at once: the reader may be called by the delivery of the piece before.
      scheduled = true;
      ctx.executor()
          .execute(() -> {
            scheduled = false;
            if (wanted && !waiting.isEmpty()) {
              pump(ctx);
            }
          });
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    release();
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    release();
  }

  private void pump(ChannelHandlerContext ctx) {
    boolean delivered = false;
    while (!delivered && !waiting.isEmpty()) {
      delivered = deliver(ctx);
    }
    completeRead(ctx);
  }

  /** Also where nothing came out: until then the next handler sends nothing that it has written. */
  private void completeRead(ChannelHandlerContext ctx) {
    wanted = false;
    ctx.fireChannelReadComplete();
  }

  /** Passes the next piece on; false if nothing has come out of it yet. */
  private boolean deliver(ChannelHandlerContext ctx) {
    Object next = waiting.element();
    if (inflating == null || !(next instanceof HttpContent content)) {
      pass(ctx, waiting.remove());
      return true;
    }
    boolean delivered = false;
    if (!failed) {
      try {
        delivered = inflate(ctx, inflating, content);
      } catch (DecompressionException e) {
        delivered = fail(ctx, e);
      }
    }
    if (failed || !content.content().isReadable()) {
      waiting.remove();
      boolean last = content instanceof LastHttpContent;
      content.release();
      return last ? end(ctx) : delivered;
    }
    return delivered;
  }

  private boolean inflate(ChannelHandlerContext ctx, EmbeddedChannel channel, HttpContent content) {
    ByteBuf compressed = content.content();
    if (compressed.isReadable() && decoder != null && decoder.isClosed()) {
      throw new DecompressionException("bytes follow the end of the compressed body");
    }
    boolean delivered = false;
    if (compressed.isReadable()) {
      channel.writeInbound(
          compressed.readRetainedSlice(Math.min(PIECE, compressed.readableBytes())));
    }
    for (ByteBuf piece = channel.readInbound(); piece != null; piece = channel.readInbound()) {
      delivered |= piece.isReadable();
      ctx.fireChannelRead(new DefaultHttpContent(piece));
    }
    return delivered;
  }

  private boolean end(ChannelHandlerContext ctx) {
    if (!failed && decoder != null && !decoder.isClosed()) {
      fail(ctx, new DecompressionException("the compressed body is cut off"));
    }
    close();
    ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    return true;
  }

  private boolean fail(ChannelHandlerContext ctx, DecompressionException cause) {
    failed = true;
    ctx.fireExceptionCaught(cause);
    return true;
  }

  private void pass(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest request && request.decoderResult().isSuccess()) {
      begin(request);
    }
    ctx.fireChannelRead(message);
  }

  private void begin(HttpRequest request) {
    List<String> codings = request.headers().getAll(HttpHeaderNames.CONTENT_ENCODING);
    ZlibWrapper wrapper = codings.size() == 1 ? wrapper(codings.getFirst()) : null;
    if (wrapper == null) {
      return;
    }
    request.headers().remove(HttpHeaderNames.CONTENT_ENCODING);
    boolean hasBody =
        HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) > 0;
    if (wrapper == ZlibWrapper.NONE || !hasBody) {
      return;
    }
    request.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
    request.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    failed = false;
    decoder = new JdkZlibDecoder(wrapper, 0);
    inflating = new EmbeddedChannel(decoder);
  }

  /** NONE for a body as it is; null for a coding that is not known here. */
  private static @Nullable ZlibWrapper wrapper(String coding) {
    return switch (coding.strip().toLowerCase(Locale.ROOT)) {
      case "gzip", "x-gzip" -> ZlibWrapper.GZIP;
      case "deflate" -> ZlibWrapper.ZLIB_OR_NONE;
      case "identity" -> ZlibWrapper.NONE;
      default -> null;
    };
  }

  private void close() {
    if (inflating != null) {
      try {
        inflating.finishAndReleaseAll();
      } catch (DecompressionException e) {
        // What is left of a broken body is dropped like the rest of it.
      }
      inflating = null;
      decoder = null;
    }
  }

  private void release() {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    close();
  }
}
