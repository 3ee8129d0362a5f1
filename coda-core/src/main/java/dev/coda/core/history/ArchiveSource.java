package dev.coda.core.history;

import java.io.IOException;
import java.io.InputStream;

/** A file to import, which is read more than once. Confined to one thread at a time. */
@FunctionalInterface
public interface ArchiveSource {
  /**
   * Opens it at its start; the caller closes it.
   *
   * @return the bytes
   * @throws IOException if it cannot be read or written
   */
  InputStream open() throws IOException;
}
