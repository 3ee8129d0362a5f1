package dev.coda.server.secret;

import dev.coda.server.config.StartupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** A secret that is made once and kept in a file only its owner can read. Immutable. */
public record SecretFile(Path path) {

  /**
   * Reads the secret, or generates and keeps it. The file appears whole or not at all.
   *
   * @throws StartupException if the file can be neither read nor written
   */
  public String readOrCreate(Supplier<String> generator) {
    try {
      if (Files.exists(path)) {
        return Files.readString(path).strip();
      }
      String secret = generator.get();
      Path draft = path.resolveSibling(path.getFileName() + ".new");
      Files.deleteIfExists(draft);
      createPrivate(draft);
      Files.write(draft, secret.getBytes(StandardCharsets.UTF_8));
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
      return secret;
    } catch (IOException e) {
      throw new StartupException("Coda cannot read or write its secret in " + path + ".", e);
    }
  }

  private static void createPrivate(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
  }
}
