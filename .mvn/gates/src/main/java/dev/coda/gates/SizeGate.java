package dev.coda.gates;

import java.util.List;

/** No file grows past what a reader can hold. */
final class SizeGate implements Gate {

  static final int MAIN = 500;
  static final int TEST = 600;
  static final int COMPONENT = 200;

  @Override
  public List<Finding> check(Source source) {
    if (source.isGenerated() || !(source.isJava() || source.isTypeScript())) {
      return List.of();
    }
    int limit = limit(source);
    return source.lines() <= limit
        ? List.of()
        : List.of(
            new Finding(
                source.path(),
                limit + 1,
                "has " + source.lines() + " lines; the limit is " + limit + ", so split it"));
  }

  private static int limit(Source source) {
    if (source.isTest()) {
      return TEST;
    }
    return source.extension().equals("tsx") ? COMPONENT : MAIN;
  }
}
