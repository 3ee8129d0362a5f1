package dev.coda.server.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.Optional;

/**
 * Reads requests, and marks as failed what a proxy in front could read differently: beyond what
 * Netty refuses in strict mode, the rules of {@link RequestFraming} and header lines that are
 * continued on the next (RFC 9112, section 5.2). Confined to one thread at a time.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {
  private final RequestMethods methods;
  private boolean inBody;
  private boolean continuedLine;

  StrictRequestDecoder(HttpDecoderConfig config, RequestMethods methods) {
    super(
        config
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true)
            .setAllowDuplicateContentLengths(false)
            .setValidateHeaders(true));
    this.methods = methods;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out)
      throws Exception {
    int known = out.size();
    int start = buffer.readerIndex();
    boolean inHeader = !inBody;
    super.decode(ctx, buffer, out);
    if (inHeader) {
      // One call reads a header's lines and never bytes of the body after it.
      continuedLine |= hasContinuedLine(buffer, start, buffer.readerIndex());
    }
    for (Object message : List.copyOf(out.subList(known, out.size()))) {
      if (message instanceof HttpRequest request) {
        begin(request);
      } else if (message instanceof HttpContent content && content.decoderResult().isFailure()) {
        out.remove(message);
        content.release();
        throw new CorruptedFrameException(content.decoderResult().cause());
      }
      if (message instanceof LastHttpContent) {
        inBody = false;
      }
    }
  }

  private void begin(HttpRequest request) {
    methods.add(request.method());
    inBody = true;
    if (request.decoderResult().isSuccess()) {
      Optional<String> refusal =
          continuedLine
              ? Optional.of("a header line is continued on the next")
              : RequestFraming.refusal(request);
      refusal.ifPresent(reason ->
          request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException(reason))));
    }
    continuedLine = false;
  }

  private static boolean hasContinuedLine(ByteBuf buffer, int start, int end) {
    for (int i = start; i < end; i++) {
      boolean startsLine = i == start || buffer.getByte(i - 1) == '\n';
      if (startsLine && (buffer.getByte(i) == ' ' || buffer.getByte(i) == '\t')) {
        return true;
      }
    }
    return false;
  }
}
