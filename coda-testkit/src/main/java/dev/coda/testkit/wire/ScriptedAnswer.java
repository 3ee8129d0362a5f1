package dev.coda.testkit.wire;

import java.io.InputStream;
import java.util.List;
import java.util.Random;

/**
 * The bytes of a stream that a provider's connection delivers, the slices in which they arrive, and
 * the end of the connection. Immutable.
 */
public final class ScriptedAnswer {
  private static final int WHOLE_SLICE = 8192;
  private static final int SLICES = 64;

  private final byte[] body;
  private final int length;
  private final List<Integer> slices;
  private final Ending ending;

  /** The ways in which a connection ends. Immutable. */
  public enum Ending {
    /** In order, as after a FIN: only the protocol shows whether the answer is complete. */
    FIN,
    /** By a reset: reading fails. */
    RESET
  }

  private ScriptedAnswer(byte[] body, int length, List<Integer> slices, Ending ending) {
    this.body = body.clone();
    this.length = length;
    this.slices = slices;
    this.ending = ending;
  }

  /**
   * Delivers everything.
   *
   * @param body the body
   * @return the answer
   */
  public static ScriptedAnswer whole(byte[] body) {
    return cut(body, body.length, Ending.FIN);
  }

  /**
   * Delivers only the first bytes.
   *
   * @param body the body
   * @param length the number of bytes
   * @param ending the end of the body
   * @return the answer
   */
  public static ScriptedAnswer cut(byte[] body, int length, Ending ending) {
    return new ScriptedAnswer(body, length, List.of(WHOLE_SLICE), ending);
  }

  /**
   * Delivers everything in slices of random sizes; the same seed leads to the same sizes.
   *
   * @param body the body
   * @param seed the seed; equal seeds give equal results
   * @return the answer
   */
  public static ScriptedAnswer sliced(byte[] body, int seed) {
    List<Integer> slices = new Random(seed).ints(SLICES, 1, 2 + seed % 200).boxed().toList();
    return new ScriptedAnswer(body, body.length, slices, Ending.FIN);
  }

  /** {@return the end of the connection} */
  public Ending ending() {
    return ending;
  }

  /**
   * Opens the body. Each read returns a slice, and a reset throws a {@code SocketException}.
   *
   * @return the body
   */
  public InputStream open() {
    return new SlicedStream(body, length, slices, ending);
  }
}
