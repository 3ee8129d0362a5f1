package dev.coda.gates;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Remembers which files passed, so that a build judges only those that changed. What is remembered
 * is a digest of path, text and the gates themselves: a changed gate forgets everything.
 */
final class CleanFiles {

  private final Path memory;
  private final String gates;
  private final Set<String> passed;

  private CleanFiles(Path memory, String gates, Set<String> passed) {
    this.memory = memory;
    this.gates = gates;
    this.passed = passed;
  }

  static CleanFiles load(Path memory, Path classes) throws IOException {
    Set<String> passed = Files.exists(memory) ? Set.copyOf(Files.readAllLines(memory)) : Set.of();
    return new CleanFiles(memory, digestOf(classes), passed);
  }

  boolean contains(Source source) {
    return passed.contains(digestOf(source));
  }

  void save(List<Source> clean) throws IOException {
    Files.createDirectories(memory.toAbsolutePath().getParent());
    Files.write(memory, clean.stream().map(this::digestOf).sorted().toList());
  }

  private String digestOf(Source source) {
    MessageDigest digest = sha256();
    digest.update(gates.getBytes(StandardCharsets.UTF_8));
    digest.update(source.slashed().getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    return hex(digest.digest(source.text().getBytes(StandardCharsets.UTF_8)));
  }

  private static String digestOf(Path classes) throws IOException {
    MessageDigest digest = sha256();
    digest.update(System.getProperty("java.class.path").getBytes(StandardCharsets.UTF_8));
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(Files.readAllBytes(file));
      }
    }
    return hex(digest.digest());
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
