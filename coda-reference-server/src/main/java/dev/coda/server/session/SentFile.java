package dev.coda.server.session;

import dev.coda.server.http.BodyFailures;
import dev.coda.server.http.ProblemException;
import dev.coda.server.secret.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.function.Supplier;

/**
 * A request's body in a temporary file, so that a client that sends slowly needs no memory. The
 * file is deleted when this is closed. Confined to one thread at a time.
 */
public final class SentFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final TemporaryFile file;
  private final String digest;

  private SentFile(TemporaryFile file, String digest) {
    this.file = file;
    this.digest = digest;
  }

  /**
   * Receives a body. Its bytes are counted, since a compressed body is larger than its headers say.
   *
   * @param prefix the beginning of the file's name
   * @param mostBytes the most bytes that it may have
   * @param tooLarge creates the problem for a body that has more
   * @throws ProblemException if the body is too large, or does not arrive completely
   */
  public static SentFile receive(
      String prefix, InputStream body, long mostBytes, Supplier<ProblemException> tooLarge)
      throws IOException {
    TemporaryFile file = TemporaryFile.create(prefix);
    try {
      return new SentFile(file, spool(body, file.output(), mostBytes, tooLarge));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Returns the SHA-256 of the body, as 64 hexadecimal digits. */
  public String digest() {
    return digest;
  }

  /** Returns a stream of the whole body from its start; closing it leaves the file open. */
  public InputStream input() {
    return file.input();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static String spool(
      InputStream body, OutputStream out, long mostBytes, Supplier<ProblemException> tooLarge)
      throws IOException {
    MessageDigest digest = Digests.sha256();
    long total = 0;
    byte[] buffer = new byte[BUFFER];
    for (int read = next(body, buffer); read >= 0; read = next(body, buffer)) {
      total += read;
      if (total > mostBytes) {
        throw tooLarge.get();
      }
      out.write(buffer, 0, read);
      digest.update(buffer, 0, read);
    }
    return Digests.hex(digest.digest());
  }

  /** Reads from the client, whose failures are its own and no defect. */
  private static int next(InputStream body, byte[] buffer) {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      throw BodyFailures.explain(e)
          .orElseGet(() -> ProblemException.invalid("body", "did not arrive whole"));
    }
  }
}
