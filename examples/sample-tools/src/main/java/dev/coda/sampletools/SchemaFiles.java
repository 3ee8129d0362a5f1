package dev.coda.sampletools;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes the tools' schema files where an agent looks for them. Beside each goes the digest of what
 * was written, which tells a file that may be replaced from one that the user changed.
 *
 * <p>Immutable.
 */
final class SchemaFiles {
  private static final String SCHEMA = "schema.json";
  private static final String DIGEST = ".schema.sha256";

  private SchemaFiles() {}

  static byte[] read(String tool) throws IOException {
    String resource = "tools/" + tool + "/" + SCHEMA;
    try (InputStream stream = SchemaFiles.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new FileNotFoundException(resource);
      }
      return stream.readAllBytes();
    }
  }

  static List<Path> write(Path directory, List<String> tools) throws IOException {
    List<Path> written = new ArrayList<>();
    for (String tool : tools) {
      Path folder = Files.createDirectories(directory.resolve(tool));
      Path file = folder.resolve(SCHEMA);
      byte[] schema = read(tool);
      if (mayWrite(file, folder.resolve(DIGEST), schema)) {
        replace(folder.resolve(DIGEST), digest(schema).getBytes(US_ASCII));
        replace(file, schema);
        written.add(file);
      }
    }
    return List.copyOf(written);
  }

  private static boolean mayWrite(Path file, Path digest, byte[] schema) throws IOException {
    if (!Files.exists(file)) {
      return true;
    }
    String present = digest(Files.readAllBytes(file));
    return !present.equals(digest(schema))
        && Files.exists(digest)
        && present.equals(Files.readString(digest, US_ASCII));
  }

  /** Moves a finished file into place, because the directory may be watched. */
  private static void replace(Path file, byte[] content) throws IOException {
    Path finished = Files.createTempFile(file.toAbsolutePath().getParent(), ".schema", ".tmp");
    try {
      Files.write(finished, content);
      Files.move(finished, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(finished);
    }
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
