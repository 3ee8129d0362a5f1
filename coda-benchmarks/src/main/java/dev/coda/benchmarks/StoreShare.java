package dev.coda.benchmarks;

/** Describes which share of a tool loop the in-memory store takes, its session's life included. */
final class StoreShare {
  private StoreShare() {}

  static String of(Figures figures) {
    return "The in-memory store takes %s of the time and %s of the bytes of a loop on one thread, %s and %s on virtual threads."
        .formatted(
            share(figures, "ToolLoop.sameThread", Measure.TIME),
            share(figures, "ToolLoop.sameThread", Measure.BYTES),
            share(figures, "ToolLoop.virtualThreads", Measure.TIME),
            share(figures, "ToolLoop.virtualThreads", Measure.BYTES));
  }

  private static String share(Figures figures, String loop, Measure measure) {
    Series without = figures.series(loop, measure);
    Series with = figures.series(loop + "Stored", measure);
    return without.isVoid() || with.isVoid()
        ? "an unknown share"
        : Math.round(100 * (1 - without.median() / with.median())) + " %";
  }
}
