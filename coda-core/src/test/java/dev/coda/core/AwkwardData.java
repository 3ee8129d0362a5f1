package dev.coda.core;

import java.util.stream.Stream;

/** JSON that models and tools write and no database holds, or that takes all memory to handle. */
final class AwkwardData {
  private AwkwardData() {}

  /** Values that are refused with the path of what is wrong. */
  static Stream<String> refused() {
    return Stream.of(
        "1e131072",
        "-1e131072",
        "1e-20000",
        "1e1000000000",
        "-1e-1000000000",
        "[1, 1e131072]",
        "{\"é/~\": 1e131072}",
        "[".repeat(600) + "]".repeat(600));
  }

  /** Values that are made to fit. */
  static Stream<String> cleaned() {
    return Stream.of(
        "\"\\u0000\"",
        "\"\\ud83d\"",
        "{\"\\u0000\": 1, \"\": 2, \"\\u0000\\u0000\": 3}",
        "1e308",
        "4.9e-324",
        "9".repeat(900),
        "\"" + "x".repeat(100_000) + "\"");
  }
}
