package dev.coda.gates;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every package says what it is for, and is null-marked, in main sources or else in the tests. */
final class PackageInfoGate {

  List<Finding> check(Collection<Source> sources) {
    Map<Path, List<Source>> packages =
        sources.stream()
            .filter(Source::isJava)
            .filter(source -> source.slashed().matches(".*/src/(main|test)/java/.*"))
            // Programs of others, as they write them.
            .filter(
                source -> !source.slashed().matches(".*/(strangers|src/(main|test)/java/app)/.*"))
            .collect(
                Collectors.groupingBy(
                    source -> source.path().resolveSibling(""), TreeMap::new, Collectors.toList()));
    return packages.entrySet().stream()
        .filter(entry -> !packages.containsKey(ofMain(entry.getKey())))
        .flatMap(entry -> check(entry.getKey(), entry.getValue()).stream())
        .toList();
  }

  /**
   * Returns the folder that describes a package of tests; nothing useful for one of main sources.
   */
  private static Path ofMain(Path folder) {
    String test = folder.toString().replace('\\', '/');
    return Path.of(test.contains("/src/test/") ? test.replace("/src/test/", "/src/main/") : "none");
  }

  private static List<Finding> check(Path folder, List<Source> sources) {
    Path wanted = folder.resolve("package-info.java");
    return sources.stream()
        .filter(source -> source.path().equals(wanted))
        .findFirst()
        .map(PackageInfoGate::check)
        .orElseGet(() -> List.of(new Finding(wanted, 1, "is missing")));
  }

  private static List<Finding> check(Source info) {
    if (!info.text().contains("\n@NullMarked\n")) {
      return List.of(new Finding(info.path(), 1, "lacks @NullMarked"));
    }
    return info.text().startsWith("/**")
        ? List.of()
        : List.of(new Finding(info.path(), 1, "does not say what the package is for"));
  }
}
