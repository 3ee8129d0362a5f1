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
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of {@code CODA_DATA_DIR}, which only its owner can read and only one server at a time
 * uses. The lock is that of the operating system, so it is released when the process ends, in
 * whatever way. Thread-safe.
 */
@Singleton
public final class DataDirectory implements AutoCloseable {
  /** One of these makes a folder Coda's. */
  private static final Set<String> OWN =
      Set.of("server.lock", "postgres", "postgres.password", "jwt.secret", "encryption.keys");

  private static final Set<String> OTHERS_OF_A_DISK = Set.of("lost+found");

  private final Path root;
  private final FileChannel lockFile;

  /**
   * Creates the folder if it does not exist, makes it private and locks it.
   *
   * @throws StartupException if it cannot be written or made private, or another server uses it
   */
  public DataDirectory(ServerSettings settings) {
    this.root = settings.dataDir().toAbsolutePath().normalize();
    create(root);
    this.lockFile = lock(root.resolve("server.lock"));
    PrivateAccess.tighten(root.resolve("server.lock"));
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

  private static void create(Path root) {
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new StartupException(
          "The data folder " + root + " is a file; set CODA_DATA_DIR to a folder.");
    }
    try {
      Files.createDirectories(root);
      if (PrivateAccess.isOpenToOthers(root) && isForeign(root)) {
        throw new StartupException(
            "The folder %s is open to other users and holds other files; set CODA_DATA_DIR to a folder for"
                    .formatted(root)
                + " Coda alone, or close this one to others (chmod 700).");
      }
    } catch (IOException e) {
      throw unusable(root, e);
    }
    PrivateAccess.tighten(root);
  }

  /** A home or a temporary folder that was named by mistake must not be closed to its users. */
  private static boolean isForeign(Path root) throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      List<String> names = entries.map(entry -> entry.getFileName().toString()).toList();
      return !OTHERS_OF_A_DISK.containsAll(names) && names.stream().noneMatch(OWN::contains);
    }
  }

  private static FileChannel lock(Path file) {
    Path root = file.resolveSibling("");
    if (Files.isDirectory(file)) {
      throw new StartupException(
          file + " is a folder where Coda keeps a lock file; move it away and start again.");
    }
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new StartupException(
            "Another Coda server uses the data folder "
                + root
                + "; stop it, or set CODA_DATA_DIR to another folder.");
      }
      return channel;
    } catch (IOException e) {
      throw unusable(root, e);
    }
  }

  private static StartupException unusable(Path root, IOException cause) {
    return new StartupException(
        "Coda cannot write to its data folder " + root + "; set CODA_DATA_DIR to another one.",
        cause);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }
}
