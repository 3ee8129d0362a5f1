package dev.coda.testkit.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.util.List;

/** Reads a body as a connection delivers it. */
final class SlicedStream extends InputStream {
  private final byte[] body;
  private final int length;
  private final List<Integer> slices;
  private final ScriptedAnswer.Ending ending;
  private int at;
  private int reads;

  SlicedStream(byte[] body, int length, List<Integer> slices, ScriptedAnswer.Ending ending) {
    this.body = body;
    this.length = length;
    this.slices = slices;
    this.ending = ending;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int most) throws IOException {
    if (at == length) {
      if (ending == ScriptedAnswer.Ending.RESET) {
        throw new SocketException("Connection reset");
      }
      return -1;
    }
    int slice = slices.get(reads++ % slices.size());
    int count = Math.min(Math.min(slice, most), length - at);
    System.arraycopy(body, at, buffer, offset, count);
    at += count;
    return count;
  }
}
