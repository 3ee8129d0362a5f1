package dev.coda.gates.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Another build of the same sources, elsewhere, has made the same bytes. */
final class SameBytesRule implements ReleaseRule {

  private static final int SHOWN = 5;

  /** A second build may leave out the documentation, which takes long. */
  private static final String DOCUMENTATION = "-javadoc.jar";

  private final Map<String, PublishedArtifact> again;

  SameBytesRule(Path repository) throws IOException {
    this.again =
        PublishedArtifact.in(repository).stream()
            .collect(Collectors.toMap(PublishedArtifact::id, Function.identity()));
  }

  @Override
  public List<String> problems(PublishedArtifact artifact) throws IOException {
    PublishedArtifact other = again.get(artifact.id());
    if (other == null) {
      return List.of("was not built again");
    }
    List<String> problems = new ArrayList<>();
    for (String suffix : artifact.built()) {
      if (!other.has(suffix)) {
        if (!suffix.equals(DOCUMENTATION)) {
          problems.add("was built again without its " + suffix);
        }
      } else if (Files.mismatch(artifact.file(suffix), other.file(suffix)) >= 0) {
        problems.add(
            "was built again with another "
                + suffix
                + (suffix.endsWith(".jar")
                    ? ": " + differences(artifact.file(suffix), other.file(suffix))
                    : ""));
      }
    }
    return problems;
  }

  private static String differences(Path one, Path two) throws IOException {
    Map<String, byte[]> first = contents(one);
    Map<String, byte[]> second = contents(two);
    Set<String> names = new TreeSet<>(first.keySet());
    names.addAll(second.keySet());
    List<String> different =
        names.stream()
            .filter(name -> !Arrays.equals(first.get(name), second.get(name)))
            .limit(SHOWN)
            .toList();
    return different.isEmpty() ? "order or times of its entries" : String.join(", ", different);
  }

  private static Map<String, byte[]> contents(Path jar) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        contents.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return contents;
  }
}
