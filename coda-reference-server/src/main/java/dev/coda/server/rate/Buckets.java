package dev.coda.server.rate;

import java.time.Duration;
import java.util.UUID;

/** A bucket of tokens for each user, which fills continuously. Nobody waits for it. Thread-safe. */
interface Buckets {
  /** Takes one token, if there is one. */
  Level take(UUID user);

  /** Takes tokens that were used already. A bucket can owe some, and is refilled from there. */
  void charge(UUID user, long amount);

  /** Returns the state of a bucket, and takes nothing. */
  Level level(UUID user);

  /**
   * The state of a bucket. Immutable.
   *
   * @param taken whether a token was there
   * @param capacity the tokens of a full bucket
   * @param left the tokens that are there now
   * @param untilFull the time to a full bucket
   * @param untilNext the time to the next token; zero if there is one
   */
  record Level(boolean taken, long capacity, long left, Duration untilFull, Duration untilNext) {}
}
