package dev.coda.server.secret;

import dev.coda.server.config.PrivateAccess;
import dev.coda.server.config.StartupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;

/** A secret that is generated once and kept in a file that only its owner can read. Immutable. */
public record SecretFile(Path path) {

  /** Returns whether the file exists, with any content. */
  public boolean exists() {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Reads the secret, or generates and stores it. The file is either written completely or does not
   * exist.
   *
   * @throws StartupException if the file is empty or can be neither read nor written
   */
  public String readOrCreate(Supplier<String> generator) {
    return exists() ? read() : create(generator.get());
  }

  /**
   * Reads the secret and makes its file private.
   *
   * @throws StartupException if the file is missing, empty or cannot be read
   */
  public String read() {
    if (!Files.isRegularFile(path)) {
      throw new StartupException(
          path + " is missing or is not a file; restore it from a backup of the data folder.");
    }
    PrivateAccess.tighten(path);
    String secret;
    try {
      secret = Files.readString(path).strip();
    } catch (IOException e) {
      throw new StartupException(
          "Coda cannot read its secret in "
              + path
              + "; make it readable or restore it from a backup of the data folder.",
          e);
    }
    if (secret.isEmpty()) {
      // A new secret would lock everybody out of what the old one protects.
      throw new StartupException(
          "The secret in "
              + path
              + " is empty; restore the file from a backup of the data folder.");
    }
    return secret;
  }

  private String create(String secret) {
    try {
      Path draft = path.resolveSibling(path.getFileName() + ".new");
      Files.deleteIfExists(draft);
      Files.createFile(draft, PrivateAccess.ofNewFile(draft));
      Files.write(draft, secret.getBytes(StandardCharsets.UTF_8));
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
      return secret;
    } catch (IOException e) {
      throw new StartupException("Coda cannot write its secret to " + path + ".", e);
    }
  }
}
