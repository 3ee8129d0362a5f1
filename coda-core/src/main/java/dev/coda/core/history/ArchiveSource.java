package dev.coda.core.history;

import java.io.IOException;
import java.io.InputStream;

/** Is a file to import, which is read more than once. Confined to one thread at a time. */
@FunctionalInterface
public interface ArchiveSource {
  /** Opens it at its start; whoever opens it closes it. */
  InputStream open() throws IOException;
}
