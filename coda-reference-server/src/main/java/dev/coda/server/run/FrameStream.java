package dev.coda.server.run;

import dev.coda.api.event.RunEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes events in pieces of limited size: of a large event no more is rendered than the client has
 * room for. Confined to one thread at a time.
 */
final class FrameStream extends OutputStream {
  /** The connection holds a few of these for a client that does not read. */
  static final int PIECE_BYTES = 16 << 10;

  private final RunEncoder encoder;
  private final ViewerOutput output;
  private ByteArrayOutputStream piece = new ByteArrayOutputStream(0);

  FrameStream(RunEncoder encoder, ViewerOutput output) {
    this.encoder = encoder;
    this.output = output;
  }

  /**
   * Writes what one event becomes.
   *
   * @throws IOException if the client was let go
   */
  void write(RunEvent event) throws IOException {
    piece = new ByteArrayOutputStream(512);
    encoder.write(event, this);
    if (piece.size() > 0) {
      send(true);
    }
  }

  /** Returns whether the client is shown nothing more. */
  boolean isOver() {
    return encoder.isOver();
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
