package dev.coda.bridge.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Shows cheaply whether a file changed.
 *
 * @param key distinguishes the file from one that replaced it; null if the system has no such key
 */
record FileStamp(FileTime modified, long size, @Nullable Object key) {
  /** Coarser than any file system's clock that Coda may meet. */
  private static final Duration TICK = Duration.ofSeconds(2);

  static FileStamp of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileStamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
  }

  /** Returns whether a later change could still carry the same stamp. */
  boolean isFresh(Instant now) {
    return modified.toInstant().plus(TICK).isAfter(now);
  }
}
