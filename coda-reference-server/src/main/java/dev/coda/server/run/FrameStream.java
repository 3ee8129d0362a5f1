package dev.coda.server.run;

import dev.coda.api.event.EventCodec;
import dev.coda.api.event.RunEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes events as frames of server-sent events, in pieces of limited size: of a large event no
 * more is rendered than the client has room for. Confined to one thread at a time.
 */
final class FrameStream extends OutputStream {
  /** The connection holds a few of these for a client that does not read. */
  static final int PIECE_BYTES = 16 << 10;

  private final ViewerOutput output;
  private ByteArrayOutputStream piece = new ByteArrayOutputStream(0);

  FrameStream(ViewerOutput output) {
    this.output = output;
  }

  /**
   * Writes one frame.
   *
   * @throws IOException if the client was let go
   */
  void write(RunEvent event) throws IOException {
    piece = new ByteArrayOutputStream(512);
    String head = "id: " + event.seq() + "\nevent: " + event.payload().type() + "\ndata: ";
    write(head.getBytes(StandardCharsets.UTF_8));
    EventCodec.write(event, this);
    write('\n');
    write('\n');
    send(true);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int end = offset + length;
    while (from < end) {
      if (piece.size() == PIECE_BYTES) {
        send(false);
      }
      int count = Math.min(end - from, PIECE_BYTES - piece.size());
      piece.write(bytes, from, count);
      from += count;
    }
  }

  private void send(boolean last) throws IOException {
    output.send(piece.toByteArray(), last);
    piece.reset();
  }
}
