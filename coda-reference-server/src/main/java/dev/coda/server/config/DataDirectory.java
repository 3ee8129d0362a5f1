package dev.coda.server.config;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder of {@code CODA_DATA_DIR}, readable by its owner alone and used by one server at a
 * time. The lock is the operating system's, so it ends with the process however that ends.
 * Thread-safe.
 */
@Singleton
public final class DataDirectory implements AutoCloseable {
  private final Path root;
  private final FileChannel lockFile;

  /**
   * Creates the folder if need be and takes its lock.
   *
   * @throws StartupException if it cannot be written or another server uses it
   */
  public DataDirectory(ServerSettings settings) {
    this.root = settings.dataDir().toAbsolutePath().normalize();
    this.lockFile = lock(create(root));
  }

  /** Returns the path of an entry, which need not exist. */
  public Path resolve(String name) {
    return root.resolve(name);
  }

  @Override
  @PreDestroy
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new IllegalStateException("could not release the lock on " + root, e);
    }
  }

  @Override
  public String toString() {
    return root.toString();
  }

  private static Path create(Path root) {
    try {
      if (Files.notExists(root)) {
        Files.createDirectories(root);
        if (Files.getFileStore(root).supportsFileAttributeView("posix")) {
          Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        }
      }
      return root;
    } catch (IOException e) {
      throw new StartupException(
          "Coda cannot write to its data folder " + root + "; set CODA_DATA_DIR to another one.",
          e);
    }
  }

  private static FileChannel lock(Path root) {
    try {
      FileChannel channel =
          FileChannel.open(
              root.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new StartupException(
            "Another Coda server uses the data folder "
                + root
                + "; stop it, or set CODA_DATA_DIR to another folder.");
      }
      return channel;
    } catch (IOException e) {
      throw new StartupException(
          "Coda cannot write to its data folder " + root + "; set CODA_DATA_DIR to another one.",
          e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }
}
