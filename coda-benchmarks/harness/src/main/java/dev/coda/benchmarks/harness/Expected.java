package dev.coda.benchmarks.harness;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Describes what a host streams, so that nobody wins by leaving something out. */
public final class Expected {
  /** What a host answers after its tool calls. */
  public static final String LOOP_ANSWER = "The sum is 42.";

  /**
   * What a step of a workflow returns: about as much as a small tool's result is with its names.
   */
  public static final String STEP_RESULT = "a".repeat(200);

  private Expected() {}

  /** Returns the text of a token by its place. */
  public static String token(int index) {
    return "tok" + (index % 100) + " ";
  }

  /** Returns the checksum of an answer of this many tokens. */
  public static long checksum(int tokens) {
    CRC32 sum = new CRC32();
    for (int i = 0; i < tokens; i++) {
      sum.update(token(i).getBytes(StandardCharsets.US_ASCII));
    }
    return sum.getValue();
  }
}
