package dev.coda.benchmarks;

/** Voids a measurement whose result is not what it has to be. */
final class Answers {
  private Answers() {}

  static <T> T require(T expected, T actual) {
    if (!actual.equals(expected)) {
      throw new IllegalStateException("expected %s, got %s".formatted(expected, actual));
    }
    return actual;
  }
}
