package dev.coda.testkit.proxy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a network. Each method returns one that differs in one thing. Immutable.
 *
 * @param latency how much later each byte arrives, in both directions
 * @param bytesPerSecond how much passes in each direction of a connection; 0 for no limit
 * @param sliceBytes how many bytes are written at once at most; 0 for as many as come
 * @param cutAfterBytes after how many bytes from the target, counted from the connection's start,
 *     it is cut; negative for never
 * @param cut how; null if never
 * @param blackHole whether nothing passes, though connections stay open and new ones are taken
 * @param down whether new connections are reset at once
 */
public record Faults(
    Duration latency,
    long bytesPerSecond,
    int sliceBytes,
    long cutAfterBytes,
    @Nullable Cut cut,
    boolean blackHole,
    boolean down) {

  private static final Faults NONE = new Faults(Duration.ZERO, 0, 0, -1, null, false, false);

  /** Checks what it is given, and copies what can change. */
  public Faults {
    if (latency.isNegative() || bytesPerSecond < 0 || sliceBytes < 0) {
      throw new IllegalArgumentException("a network is not that good");
    }
  }

  /** {@return a sound network} */
  public static Faults none() {
    return NONE;
  }

  /**
   * Sets how much later each byte arrives.
   *
   * @param value how much later each byte arrives
   * @return the same faults with this one
   */
  public Faults latency(Duration value) {
    return new Faults(value, bytesPerSecond, sliceBytes, cutAfterBytes, cut, blackHole, down);
  }

  /**
   * Sets how many bytes pass in a second; 0 for no limit.
   *
   * @param value how many bytes pass in a second
   * @return the same faults with this one
   */
  public Faults bandwidth(long value) {
    return new Faults(latency, value, sliceBytes, cutAfterBytes, cut, blackHole, down);
  }

  /**
   * Sets how many bytes are written at once at most; 0 for as many as come.
   *
   * @param value how many bytes are written at once at most
   * @return the same faults with this one
   */
  public Faults slice(int value) {
    return new Faults(latency, bytesPerSecond, value, cutAfterBytes, cut, blackHole, down);
  }

  /**
   * Cuts each connection after this many bytes from the target.
   *
   * @param bytes how many bytes
   * @param how how the connection ends
   * @return the same faults with this one
   */
  public Faults cutAfter(long bytes, Cut how) {
    return new Faults(latency, bytesPerSecond, sliceBytes, bytes, how, blackHole, down);
  }

  /**
   * Lets nothing pass, and says so to nobody. What was sent meanwhile arrives afterwards.
   *
   * @return the same faults with this one
   */
  public Faults hole() {
    return new Faults(latency, bytesPerSecond, sliceBytes, cutAfterBytes, cut, true, down);
  }

  /**
   * Resets new connections at once.
   *
   * @return the same faults with this one
   */
  public Faults refusing() {
    return new Faults(latency, bytesPerSecond, sliceBytes, cutAfterBytes, cut, blackHole, true);
  }
}
