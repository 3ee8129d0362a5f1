package dev.coda.gates.release;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A POM says what Central asks, and nothing of how the artifact was built. */
final class PomRule implements ReleaseRule {

  private static final List<String> WANTED =
      List.of(
          "groupId",
          "artifactId",
          "version",
          "name",
          "description",
          "url",
          "licenses/license/name",
          "licenses/license/url",
          "developers/developer/name",
          "scm/connection",
          "scm/developerConnection",
          "scm/url");
  private static final List<String> UNWANTED =
      List.of(
          "parent",
          "modules",
          "properties",
          "build",
          "reporting",
          "profiles",
          "repositories",
          "pluginRepositories",
          "distributionManagement");

  @Override
  public List<String> problems(PublishedArtifact artifact) throws IOException {
    Pom pom = artifact.pom();
    List<String> problems = new ArrayList<>();
    for (String path : WANTED) {
      if (pom.value(path.split("/")).isEmpty()) {
        problems.add("has no " + path + " in its POM");
      }
    }
    for (String element : UNWANTED) {
      if (pom.has(element)) {
        problems.add("has a " + element + " in its POM");
      }
    }
    if (pom.text().contains("${")) {
      problems.add("has a property in its POM that nobody sets");
    }
    if (pom.isJar() && pom.has("dependencyManagement")) {
      problems.add("has a dependencyManagement in its POM");
    }
    List<Pom.Dependency> dependencies = new ArrayList<>(pom.dependencies());
    dependencies.addAll(pom.managed());
    dependencies.forEach(dependency -> check(dependency, problems));
    return problems;
  }

  private static void check(Pom.Dependency dependency, List<String> problems) {
    if (dependency.version().isEmpty()) {
      problems.add("depends on " + dependency + " in no version");
    }
    if (dependency.version().endsWith("-SNAPSHOT") && !dependency.group().equals("dev.coda")) {
      problems.add("depends on the snapshot " + dependency);
    }
    if (dependency.scope().equals("test")) {
      problems.add("names " + dependency + ", which is for tests");
    }
  }
}
