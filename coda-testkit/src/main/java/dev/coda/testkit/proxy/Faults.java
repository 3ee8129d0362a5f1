package dev.coda.testkit.proxy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The faults of a network. Each method returns a copy with one change. Immutable.
 *
 * @param latency the delay of each byte, in both directions
 * @param bytesPerSecond the bandwidth in each direction of a connection; 0 for no limit
 * @param sliceBytes the maximum number of bytes in one write; 0 for no limit
 * @param cutAfterBytes the number of bytes from the target, counted from the connection's start,
 *     after which it is cut; negative for never
 * @param cut the kind of cut; null if never
 * @param blackHole whether no data passes, while connections stay open and new ones are accepted
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

  /** Validates the components. */
  public Faults {
    if (latency.isNegative() || bytesPerSecond < 0 || sliceBytes < 0) {
      throw new IllegalArgumentException("a network is not that good");
    }
  }

  /** {@return a network without faults} */
  public static Faults none() {
    return NONE;
  }

  /**
   * Sets the delay of each byte.
   *
   * @param value the delay
   * @return the same faults with this change
   */
  public Faults latency(Duration value) {
    return new Faults(value, bytesPerSecond, sliceBytes, cutAfterBytes, cut, blackHole, down);
  }

  /**
   * Sets the bandwidth in bytes per second; 0 for no limit.
   *
   * @param value the bandwidth
   * @return the same faults with this change
   */
  public Faults bandwidth(long value) {
    return new Faults(latency, value, sliceBytes, cutAfterBytes, cut, blackHole, down);
  }

  /**
   * Sets the maximum number of bytes in one write; 0 for no limit.
   *
   * @param value the number of bytes
   * @return the same faults with this change
   */
  public Faults slice(int value) {
    return new Faults(latency, bytesPerSecond, value, cutAfterBytes, cut, blackHole, down);
  }

  /**
   * Cuts each connection after this many bytes from the target.
   *
   * @param bytes the number of bytes
   * @param how the kind of end
   * @return the same faults with this change
   */
  public Faults cutAfter(long bytes, Cut how) {
    return new Faults(latency, bytesPerSecond, sliceBytes, bytes, how, blackHole, down);
  }

  /**
   * Lets no data pass, without an error. Bytes that were sent meanwhile arrive when the fault has
   * ended.
   *
   * @return the same faults with this change
   */
  public Faults hole() {
    return new Faults(latency, bytesPerSecond, sliceBytes, cutAfterBytes, cut, true, down);
  }

  /**
   * Resets new connections at once.
   *
   * @return the same faults with this change
   */
  public Faults refusing() {
    return new Faults(latency, bytesPerSecond, sliceBytes, cutAfterBytes, cut, blackHole, true);
  }
}
