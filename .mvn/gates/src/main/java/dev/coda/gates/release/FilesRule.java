package dev.coda.gates.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** All files are there, and each has its checksums and its signature. */
final class FilesRule implements ReleaseRule {

  private static final List<String> OF_JARS =
      List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json");
  private static final Map<String, String> CHECKSUMS = Map.of(".md5", "MD5", ".sha1", "SHA-1");

  @Override
  public List<String> problems(PublishedArtifact artifact) throws IOException {
    List<String> problems = new ArrayList<>();
    if (artifact.pom().isJar()) {
      for (String suffix : OF_JARS) {
        if (!artifact.has(suffix)) {
          problems.add("has no " + suffix);
        }
      }
    }
    for (String suffix : artifact.built()) {
      if (!artifact.has(suffix + ".asc")) {
        problems.add("has no signature of its " + suffix);
      }
      for (Map.Entry<String, String> checksum : CHECKSUMS.entrySet()) {
        Path file = artifact.file(suffix + checksum.getKey());
        String wanted = digest(artifact.file(suffix), checksum.getValue());
        if (!Files.exists(file) || !Files.readString(file).startsWith(wanted)) {
          problems.add("has no valid " + checksum.getKey() + " of its " + suffix);
        }
      }
    }
    return problems;
  }

  private static String digest(Path file, String algorithm) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JVM has no " + algorithm, e);
    }
  }
}
