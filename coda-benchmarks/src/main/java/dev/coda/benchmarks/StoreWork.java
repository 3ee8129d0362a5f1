package dev.coda.benchmarks;

/**
 * Describes how much a store is given to do in a round. Immutable.
 *
 * @param turns how many turns are stored, and how many have their events stored
 * @param toolTurns how many turns with tools are stored, one commit after the other
 * @param calls how many calls of a tool each of those has
 * @param threads how many work side by side
 * @param manyThreads how many do where a crowd is measured
 */
record StoreWork(int turns, int toolTurns, int calls, int threads, int manyThreads) {
  /** Enough for figures. */
  static StoreWork full() {
    return new StoreWork(512, 40, 10, 8, 64);
  }

  /** Everything once, to see that it works; the figures mean nothing. */
  static StoreWork smoke() {
    return new StoreWork(3, 1, 2, 2, 3);
  }
}
