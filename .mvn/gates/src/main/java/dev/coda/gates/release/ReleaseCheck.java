package dev.coda.gates.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Checks the artifacts in a repository before they are published: {@code ReleaseCheck <repository>
 * [<repository of a second build>]}.
 */
final class ReleaseCheck {

  private static final String BOM = "coda-bom";

  private ReleaseCheck() {}

  public static void main(String[] args) throws IOException {
    List<ReleaseRule> rules =
        new ArrayList<>(List.of(new PomRule(), new FilesRule(), new ContentRule(), new SbomRule()));
    if (args.length > 1) {
      rules.add(new SameBytesRule(Path.of(args[1])));
    }
    List<PublishedArtifact> artifacts = PublishedArtifact.in(Path.of(args[0]));
    List<String> problems = check(artifacts, rules);
    problems.forEach(System.err::println);
    if (!problems.isEmpty()) {
      System.exit(1);
    }
    System.out.println(artifacts.size() + " artifacts are as they are to be published");
  }

  /** Returns what is wrong with these artifacts, each problem as a sentence. */
  static List<String> check(List<PublishedArtifact> artifacts, List<ReleaseRule> rules)
      throws IOException {
    List<String> problems = new ArrayList<>(checkBom(artifacts));
    for (PublishedArtifact artifact : artifacts) {
      for (ReleaseRule rule : rules) {
        rule.problems(artifact).forEach(problem -> problems.add(artifact.id() + " " + problem));
      }
    }
    return problems;
  }

  /** The BOM names exactly what is published beside it. */
  private static List<String> checkBom(List<PublishedArtifact> artifacts) throws IOException {
    Set<String> published =
        artifacts.stream()
            .map(PublishedArtifact::id)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> named = new TreeSet<>(Set.of(BOM));
    for (PublishedArtifact artifact : artifacts) {
      if (artifact.id().equals(BOM)) {
        artifact.pom().managed().stream()
            .filter(dependency -> dependency.group().equals("dev.coda"))
            .forEach(dependency -> named.add(dependency.artifact()));
      }
    }
    return named.equals(published)
        ? List.of()
        : List.of(BOM + " and what it names are " + named + ", but published are " + published);
  }
}
