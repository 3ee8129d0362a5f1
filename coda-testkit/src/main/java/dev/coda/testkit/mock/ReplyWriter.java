package dev.coda.testkit.mock;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Plays one reply on its connection. Confined to one thread at a time. */
final class ReplyWriter {
  private final Socket socket;
  private final OutputStream out;
  private final MockExchange exchange;
  private final MockReply reply;

  ReplyWriter(Socket socket, MockExchange exchange, MockReply reply) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.exchange = exchange;
    this.reply = reply;
  }

  void play() throws IOException, InterruptedException {
    if (reply.faultAt() == MockReply.BEFORE_HEAD) {
      fail();
      return;
    }
    head();
    act(0);
    if (body()) {
      send("0\r\n\r\n");
      exchange.ended(reply.fault() == null);
    }
  }

  /** Returns whether the body has come to its end. */
  private boolean body() throws IOException, InterruptedException {
    int sent = 0;
    int frames = 0;
    for (byte[] frame : reply.frames()) {
      TimeUnit.NANOSECONDS.sleep(reply.pace().toNanos());
      int length = Math.min(frame.length, reply.faultAt() - sent);
      chunk(frame, length);
      sent += length;
      if (length < frame.length) {
        return fail();
      }
      act(++frames);
    }
    return reply.fault() == null || fail();
  }

  private void head() throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " Mock\r\n");
    reply.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    send(head.append("Transfer-Encoding: chunked\r\n\r\n").toString());
  }

  private void chunk(byte[] frame, int length) throws IOException {
    if (length > 0) {
      out.write(ChatFrames.bytes(Integer.toHexString(length) + "\r\n"));
      out.write(frame, 0, length);
      send("\r\n");
    }
  }

  private void act(int frames) {
    @Nullable Runnable action = reply.actionAfter(frames);
    if (action != null) {
      action.run();
    }
  }

  /** Returns whether the reply still continues to its end. */
  private boolean fail() throws IOException, InterruptedException {
    MockReply.Fault fault = reply.fault();
    if (fault == null || fault == MockReply.Fault.END) {
      return true;
    }
    switch (fault) {
      case STALL -> exchange.awaitEndOfConnection();
      case RST -> {
        exchange.cutHere();
        socket.setSoLinger(true, 0);
        socket.close();
      }
      default -> {
        exchange.cutHere();
        socket.close();
      }
    }
    return false;
  }

  private void send(String text) throws IOException {
    out.write(ChatFrames.bytes(text));
    out.flush();
  }
}
