package dev.coda.gates;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Checks or formats a repository: {@code Gates check|format <root> <memory>}, where memory is a
 * file that may be deleted at any time.
 */
final class Gates {

  private static final int SHOWN = 40;
  private static final List<Gate> GATES =
      List.of(
          new FormatGate(),
          new WhitespaceGate(),
          new SizeGate(),
          ProseGate.create(),
          new ThreadRuleGate(
              Set.of(
                  "coda-api",
                  "coda-core",
                  "coda-providers",
                  "coda-store-postgres",
                  "coda-testkit",
                  "coda-tools-bridge")));

  private Gates() {}

  public static void main(String[] args) throws IOException, URISyntaxException {
    Path root = Path.of(args[1]).toRealPath();
    if (args[0].equals("format")) {
      System.out.println(format(root) + " files rewritten");
    }
    Path classes = Path.of(Gates.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Source> sources = SourceTree.read(root);
    List<Finding> findings = check(sources, CleanFiles.load(Path.of(args[2]), classes));
    findings.addAll(new LinkGate(root).check(sources));
    findings.stream().limit(SHOWN).forEach(System.out::println);
    if (findings.isEmpty()) {
      System.out.println(new SizeReport(sources));
    } else {
      System.out.println(
          findings.size() + " findings; `mvn -Pformat validate` repairs what a machine can");
      System.exit(1);
    }
  }

  static int format(Path root) throws IOException {
    List<Source> sources = SourceTree.read(root);
    List<Source> fixed = sources.parallelStream().map(Gates::fix).toList();
    fixed = new ArrayList<>(fixed);
    fixed.removeAll(sources);
    for (Source source : fixed) {
      Files.writeString(root.resolve(source.path()), source.text());
    }
    return fixed.size();
  }

  static List<Finding> check(List<Source> sources, CleanFiles memory) throws IOException {
    List<Finding> findings =
        new ArrayList<>(
            sources.parallelStream()
                .filter(source -> !memory.contains(source))
                .flatMap(source -> GATES.stream().flatMap(gate -> gate.check(source).stream()))
                .toList());
    List<Path> flawed = findings.stream().map(Finding::file).toList();
    memory.save(sources.stream().filter(source -> !flawed.contains(source.path())).toList());
    findings.addAll(new PackageInfoGate().check(sources));
    return findings;
  }

  private static Source fix(Source source) {
    Source fixed = source;
    for (Gate gate : GATES) {
      fixed = new Source(fixed.path(), gate.fix(fixed));
    }
    return fixed;
  }
}
