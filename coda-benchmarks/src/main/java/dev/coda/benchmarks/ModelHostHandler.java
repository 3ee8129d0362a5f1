package dev.coda.benchmarks;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers the requests of one connection. Confined to one thread at a time. */
final class ModelHostHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  /** As many as fit in a segment or so: a host that is asked to hurry does not flush each token. */
  private static final int TOKENS_OF_ONE_FLUSH = 16;

  private static final Pattern TOOL_RESULT = Pattern.compile("\"role\"\\s*:\\s*\"tool\"");

  private @Nullable Future<?> ticks;

  @Override
  protected void channelRead0(ChannelHandlerContext connection, FullHttpRequest request) {
    String[] path = request.uri().split("/", -1);
    if (path[1].equals("stream") && !request.uri().endsWith("/models")) {
      stream(connection, Integer.parseInt(path[2]), Integer.parseInt(path[3]));
    } else if (path[1].equals("loop") && !request.uri().endsWith("/models")) {
      String body = request.content().toString(StandardCharsets.UTF_8);
      boolean more = TOOL_RESULT.matcher(body).results().count() < Integer.parseInt(path[2]);
      send(connection, Frames.HEAD);
      send(connection, more ? Frames.TOOL_CALL : Frames.ANSWER);
      connection.flush();
    } else {
      send(connection, Frames.NO_MODELS);
      connection.flush();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext connection) {
    stop();
  }

  private void stream(ChannelHandlerContext connection, int tokens, int everyMs) {
    send(connection, Frames.HEAD);
    if (everyMs == 0) {
      for (int i = 0; i < tokens; i++) {
        send(connection, Frames.token(i));
        if (i % TOKENS_OF_ONE_FLUSH == 0) {
          connection.flush();
        }
      }
      send(connection, Frames.END);
      connection.flush();
      return;
    }
    int[] next = {0};
    Runnable tick =
        () -> {
          send(connection, Frames.token(next[0]++));
          if (next[0] == tokens) {
            send(connection, Frames.END);
            stop();
          }
          connection.flush();
        };
    ticks =
        connection.executor().scheduleAtFixedRate(tick, everyMs, everyMs, TimeUnit.MILLISECONDS);
    tick.run();
  }

  private void stop() {
    Future<?> running = ticks;
    ticks = null;
    if (running != null) {
      running.cancel(false);
    }
  }

  private static void send(ChannelHandlerContext connection, byte[] bytes) {
    var _ = connection.write(Unpooled.wrappedBuffer(bytes));
  }
}
