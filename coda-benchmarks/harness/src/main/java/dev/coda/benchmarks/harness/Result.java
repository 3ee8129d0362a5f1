package dev.coda.benchmarks.harness;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was measured once, by name; empty if something went wrong. Immutable. */
public record Result(Map<String, Double> figures, String error) {
  private static final String MARK = "RESULT";

  public Result {
    figures = Map.copyOf(figures);
  }

  static Result of(Map<String, Double> figures) {
    return new Result(figures, "");
  }

  static Result failed(String error) {
    return new Result(Map.of(), error.replaceAll("\\s+", " "));
  }

  /** Writes the result as a line. */
  public String line() {
    StringBuilder line = new StringBuilder(MARK);
    figures.forEach((name, value) -> line.append(' ').append(name).append('=').append(value));
    return error.isEmpty() ? line.toString() : line.append(" ! ").append(error).toString();
  }

  /** Returns whether a line is a result rather than a library's own chatter. */
  public static boolean isResult(String line) {
    return line.startsWith(MARK);
  }

  /** Reads a result from a line. */
  public static Result parse(String line) {
    int mark = line.indexOf(" ! ");
    if (mark >= 0) {
      return failed(line.substring(mark + 3));
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    for (String word : line.substring(MARK.length()).strip().split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        figures.put(word.substring(0, equals), Double.valueOf(word.substring(equals + 1)));
      }
    }
    return of(figures);
  }
}
