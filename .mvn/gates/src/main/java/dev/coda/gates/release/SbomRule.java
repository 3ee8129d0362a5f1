package dev.coda.gates.release;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** The bill of materials names the artifact and all that comes along with it. */
final class SbomRule implements ReleaseRule {

  private static final String SUFFIX = "-cyclonedx.json";

  @Override
  public List<String> problems(PublishedArtifact artifact) throws IOException {
    if (!artifact.has(SUFFIX)) {
      return List.of();
    }
    String bill = Files.readString(artifact.file(SUFFIX));
    Pom pom = artifact.pom();
    Pom.Dependency itself =
        new Pom.Dependency(
            pom.value("groupId"), pom.value("artifactId"), pom.value("version"), "", false);
    return Stream.concat(
            Stream.of(itself), pom.dependencies().stream().filter(Pom.Dependency::comesAlong))
        .filter(dependency -> !bill.contains(url(dependency)))
        .map(dependency -> "does not name " + dependency + " in its " + SUFFIX)
        .toList();
  }

  private static String url(Pom.Dependency dependency) {
    return "pkg:maven/"
        + dependency.group()
        + "/"
        + dependency.artifact()
        + "@"
        + dependency.version();
  }
}
