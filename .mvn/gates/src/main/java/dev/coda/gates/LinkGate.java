package dev.coda.gates;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Links of documents lead to files, and to headings, of this repository. Other sites are not asked.
 */
final class LinkGate {

  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)(?: \"[^\"]*\")?\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*");

  private final Path root;

  LinkGate(Path root) {
    this.root = root;
  }

  List<Finding> check(Collection<Source> sources) {
    Map<Path, Markdown> pages =
        sources.stream()
            .filter(source -> source.extension().equals("md"))
            .collect(Collectors.toMap(Source::path, Markdown::of, (one, other) -> one));
    return pages.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(page -> check(page.getKey(), page.getValue(), pages).stream())
        .toList();
  }

  private List<Finding> check(Path path, Markdown page, Map<Path, Markdown> pages) {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < page.lines().size(); i++) {
      for (MatchResult link : LINK.matcher(page.lines().get(i)).results().toList()) {
        String problem = problem(path, link.group(1), pages);
        if (!problem.isEmpty()) {
          findings.add(new Finding(path, i + 1, problem));
        }
      }
    }
    return findings;
  }

  private String problem(Path from, String link, Map<Path, Markdown> pages) {
    if (ELSEWHERE.matcher(link).matches()) {
      return "";
    }
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target = file.isEmpty() ? from : from.resolveSibling(file).normalize();
    if (!Files.exists(root.resolve(target))) {
      return "links to " + link + ", which does not exist";
    }
    Markdown page = pages.get(target);
    return hash < 0 || (page != null && page.anchors().contains(link.substring(hash + 1)))
        ? ""
        : "links to " + link + ", and that page has no such heading";
  }
}
