package dev.coda.gates;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** Describes how long the files are, so that a drift shows before it meets a limit. */
final class SizeReport {

  private final List<Source> sources;

  SizeReport(Collection<Source> sources) {
    this.sources = sources.stream().filter(source -> !source.isGenerated()).toList();
  }

  @Override
  public String toString() {
    return "Lines a file, median / 90th percentile / longest: Java "
        + row(source -> source.isJava() && !source.isTest())
        + ", Java tests "
        + row(source -> source.isJava() && source.isTest())
        + ", TypeScript "
        + row(source -> source.isTypeScript() && !source.isTest());
  }

  private String row(Predicate<Source> kind) {
    List<Integer> lines = sources.stream().filter(kind).map(Source::lines).sorted().toList();
    return lines.isEmpty()
        ? "none"
        : percentile(lines, 50) + " / " + percentile(lines, 90) + " / " + lines.getLast();
  }

  private static int percentile(List<Integer> sorted, int percent) {
    return sorted.get((sorted.size() - 1) * percent / 100);
  }
}
