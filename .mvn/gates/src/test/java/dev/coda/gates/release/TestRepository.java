package dev.coda.gates.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** A repository with a BOM and one library that lack nothing, for a test to take something from. */
final class TestRepository {

  private static final String METADATA =
      """
      <name>Coda</name>
      <description>For tests.</description>
      <url>https://example.org</url>
      <licenses><license><name>Apache-2.0</name><url>https://example.org/l</url></license></licenses>
      <developers><developer><name>Ada</name></developer></developers>
      <scm>
        <connection>scm:git:https://example.org/coda.git</connection>
        <developerConnection>scm:git:https://example.org/coda.git</developerConnection>
        <url>https://example.org/coda</url>
      </scm>
      """;

  /** A library of others, as a POM names it. */
  static final String SLF4J =
      """
      <dependency>
        <groupId>org.slf4j</groupId>
        <artifactId>slf4j-api</artifactId>
        <version>2.0.0</version>
      </dependency>
      """;

  private static final String LIBRARY = "<dependencies>" + SLF4J + "</dependencies>";
  private static final String BOM =
      """
      <packaging>pom</packaging>
      <dependencyManagement>
        <dependencies>
          <dependency>
            <groupId>dev.coda</groupId>
            <artifactId>coda-api</artifactId>
            <version>1.0.0</version>
          </dependency>
        </dependencies>
      </dependencyManagement>
      """;

  private final Path root;

  TestRepository(Path root) throws IOException {
    this.root = root;
    write("coda-bom", ".pom", pom("coda-bom", BOM));
    write("coda-api", ".pom", pom("coda-api", LIBRARY));
    write(
        "coda-api",
        "-cyclonedx.json",
        "[\"pkg:maven/dev.coda/coda-api@1.0.0\", \"pkg:maven/org.slf4j/slf4j-api@2.0.0\"]");
    writeJar(".jar", Map.of("module-info.class", "", "dev/coda/api/Thing.class", ""));
    writeJar("-sources.jar", Map.of("dev/coda/api/Thing.java", ""));
    writeJar("-javadoc.jar", Map.of("index.html", ""));
  }

  Path root() {
    return root;
  }

  Path file(String artifact, String suffix) {
    return root.resolve("dev/coda")
        .resolve(artifact)
        .resolve("1.0.0")
        .resolve(artifact + "-1.0.0" + suffix);
  }

  /** Changes the text of a file and, as a build would, what belongs to it. */
  void replace(String artifact, String suffix, String text, String by) throws IOException {
    write(artifact, suffix, Files.readString(file(artifact, suffix)).replace(text, by));
  }

  void delete(String artifact, String suffix) throws IOException {
    Files.delete(file(artifact, suffix));
  }

  void write(String artifact, String suffix, String text) throws IOException {
    Path file = file(artifact, suffix);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    sign(file);
  }

  /** Writes a jar with these entries, and with what every jar has. */
  void writeJar(String suffix, Map<String, String> entries) throws IOException {
    Map<String, String> all = new TreeMap<>(entries);
    all.put("META-INF/LICENSE", "Apache");
    all.put("META-INF/NOTICE", "Coda");
    all.put(
        "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\nImplementation-Version: 1.0.0\r\n\r\n");
    writeBareJar(suffix, all);
  }

  void writeBareJar(String suffix, Map<String, String> entries) throws IOException {
    Path file = file("coda-api", suffix);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        ZipEntry head = new ZipEntry(entry.getKey());
        head.setTime(0);
        jar.putNextEntry(head);
        jar.write(entry.getValue().getBytes(UTF_8));
        jar.closeEntry();
      }
    }
    sign(file);
  }

  private static String pom(String artifact, String body) {
    return "<project><groupId>dev.coda</groupId><artifactId>"
        + artifact
        + "</artifactId><version>1.0.0</version>"
        + METADATA
        + body
        + "</project>";
  }

  private static void sign(Path file) throws IOException {
    for (Map.Entry<String, String> checksum : Map.of(".md5", "MD5", ".sha1", "SHA-1").entrySet()) {
      Files.writeString(Path.of(file + checksum.getKey()), digest(file, checksum.getValue()));
    }
    Files.writeString(Path.of(file + ".asc"), "signed");
  }

  private static String digest(Path file, String algorithm) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
