package dev.coda.benchmarks.harness;

/**
 * Describes what a contestant is to do once. Immutable.
 *
 * @param streams how many answers are asked for
 * @param tokens how many tokens each has
 * @param everyMs the host's pause between tokens; 0 for as fast as it can
 * @param spreadMs the time over which the questions are spread
 */
public record Order(String host, int streams, int tokens, int everyMs, int spreadMs) {
  /** Reads an order from a line. */
  public static Order parse(String line) {
    String[] words = line.split(" ", -1);
    return new Order(
        words[0], number(words[1]), number(words[2]), number(words[3]), number(words[4]));
  }

  /** Writes the order as a line. */
  public String line() {
    return host + " " + streams + " " + tokens + " " + everyMs + " " + spreadMs;
  }

  /** Returns the base URL at which the host follows this order. */
  public String baseUrl() {
    return "http://" + host + "/stream/" + tokens + "/" + everyMs + "/v1";
  }

  private static int number(String word) {
    return Integer.parseInt(word);
  }
}
