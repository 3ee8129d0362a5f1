package dev.coda.server.artifact;

import dev.coda.api.artifact.Artifact;
import dev.coda.api.artifact.ArtifactStore;
import java.io.IOException;
import java.io.InputStream;

/** Reads an artifact piece by piece, so that memory holds one piece. */
final class ArtifactStream extends InputStream {
  private static final int PIECE = 256 * 1024;

  private final ArtifactStore artifacts;
  private final Artifact artifact;
  private byte[] piece = new byte[0];
  private int next;
  private long position;

  ArtifactStream(ArtifactStore artifacts, Artifact artifact) {
    this.artifacts = artifacts;
    this.artifact = artifact;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (next == piece.length && !fetch()) {
      return -1;
    }
    int count = Math.min(length, piece.length - next);
    System.arraycopy(piece, next, into, offset, count);
    next += count;
    return count;
  }

  private boolean fetch() throws IOException {
    piece =
        artifacts
            .read(artifact.userId(), artifact.id(), position, PIECE)
            .orElseThrow(() -> new IOException("artifact " + artifact.id() + " is gone"));
    next = 0;
    position += piece.length;
    return piece.length > 0;
  }
}
