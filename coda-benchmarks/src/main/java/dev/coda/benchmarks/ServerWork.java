package dev.coda.benchmarks;

/**
 * Describes how much a server is given to do. Immutable.
 *
 * @param askers how many users ask one question after the other
 * @param warmUpTurns how many turns they have before it counts
 * @param turns how many count
 * @param users how many users ask at a pace
 * @param messagesPerSecond the pace of all of them together
 * @param seconds how long they do
 * @param runs how many answers are watched
 * @param viewers how many people watch each of them
 * @param stops how many answers are stopped
 */
record ServerWork(
    int askers,
    int warmUpTurns,
    int turns,
    int users,
    int messagesPerSecond,
    int seconds,
    int runs,
    int viewers,
    int stops) {

  static ServerWork full() {
    return new ServerWork(8, 12_000, 4_000, 1_000, 167, 30, 10, 100, 200);
  }

  /** A little, to see that it works; the figures mean nothing. */
  static ServerWork smoke() {
    return new ServerWork(2, 0, 4, 2, 4, 1, 1, 3, 2);
  }
}
