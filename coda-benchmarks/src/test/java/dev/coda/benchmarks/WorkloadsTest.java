package dev.coda.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs everything once. Nothing is timed: a workload whose result is wrong has no figure. */
final class WorkloadsTest {
  @TempDir Path folder;

  @Test
  void givesEachRowOfTheTableItsFigures() throws Exception {
    Path log = folder.resolve("jmh.log");

    Figures figures = new Rounds(Effort.smoke(), log, List.of()).measure();

    assertThat(Plan.rows(figures))
        .hasSizeGreaterThan(15)
        .allSatisfy(row -> assertThat(row.isVoid()).as(row.toString()).isFalse());
  }
}
