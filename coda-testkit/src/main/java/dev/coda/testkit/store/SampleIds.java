package dev.coda.testkit.store;

import dev.coda.api.id.IdSource;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Creates UUIDv7s by counting from a random start, so that ids sort by creation and two sources
 * never create the same id. Thread-safe.
 */
public final class SampleIds implements IdSource {
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final long source;
  private final AtomicLong count = new AtomicLong();

  private SampleIds(Random random) {
    this.source = random.nextLong() >>> 2;
  }

  /**
   * Creates a source with a random start.
   *
   * @return the source of ids
   */
  public static SampleIds create() {
    return new SampleIds(ThreadLocalRandom.current());
  }

  /**
   * Creates a source whose start depends only on the seed.
   *
   * @param seed the seed; equal seeds give equal results
   * @return the source of ids
   */
  public static SampleIds seeded(long seed) {
    return new SampleIds(new Random(seed));
  }

  @Override
  public UUID next() {
    return new UUID(count.incrementAndGet() << 16 | VERSION_7, VARIANT | source);
  }
}
