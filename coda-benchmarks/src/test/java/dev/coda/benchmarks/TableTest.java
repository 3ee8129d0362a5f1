package dev.coda.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TableTest {
  private static final Series OURS = new Series(List.of(3_000.0, 1_000.0, 2_000.0));
  private static final Series FLOOR = new Series(List.of(500.0, 500.0, 1_000.0));

  @Test
  void showsMedianLeastAndMost() {
    assertThat(row(OURS, Target.none()).cells(List.of()))
        .containsExactly(
            "P0",
            "work",
            "2.00 µs (1.00 µs – 3.00 µs)",
            "500 ns (500 ns – 1.00 µs)",
            "4.00 ×",
            "–",
            "–");
  }

  @Test
  void judgesAgainstAFigureOrTheFloor() {
    assertThat(row(OURS, Target.atMost(2_000)).cells(List.of())).contains("≤ 2.00 µs", "met");
    assertThat(row(OURS, Target.atMost(1_999)).cells(List.of())).contains("not met");
    assertThat(row(OURS, Target.timesFloor(4)).cells(List.of())).contains("≤ 4.00 ×", "met");
    assertThat(row(OURS, Target.timesFloor(3.9)).cells(List.of())).contains("not met");
    assertThat(row(OURS, Target.ofFloor(4)).cells(List.of())).contains("≥ 4.00 ×", "met");
    assertThat(row(OURS, Target.ofFloor(4.1)).cells(List.of())).contains("not met");
  }

  @Test
  void voidsARowThatMissesARound() {
    Figures figures = new Figures(2);
    figures.add("once", Measure.TIME, 1);

    Row row = row(figures.series("once", Measure.TIME), Target.atMost(5));

    assertThat(row.cells(List.of())).contains("void");
    assertThat(row.isVoid()).isTrue();
  }

  @Test
  void showsEachPeerAndHowManyTimesAsMuchItTakes() {
    Series peer = new Series(List.of(6_000.0));
    Row row =
        new Row(
            "P0",
            "work",
            Measure.TIME,
            OURS,
            FLOOR,
            Target.none(),
            Map.of("dbos", peer, "spring-ai", Series.VOID, "langchain4j", peer));

    assertThat(row.cells(List.of("langchain4j", "spring-ai", "dbos")))
        .endsWith("6.00 µs, 3.00 ×", "–", "6.00 µs, 3.00 ×");
    assertThat(Table.of(List.of(row, row(OURS, Target.none()))).lines().findFirst())
        .hasValueSatisfying(
            headings -> assertThat(headings).containsPattern("verdict.*langchain4j.*dbos"))
        .hasValueSatisfying(headings -> assertThat(headings).doesNotContain("spring-ai"));
  }

  @Test
  void linesUpItsColumns() {
    String table = Table.of(List.of(row(OURS, Target.none()), row(Series.VOID, Target.none())));

    assertThat(table.lines()).hasSize(4).allMatch(line -> line.startsWith("| "));
    assertThat(table.lines().map(String::length).distinct()).hasSize(1);
  }

  @Test
  void subtractsRoundByRound() {
    assertThat(OURS.minus(FLOOR).rounds()).containsExactly(2_500.0, 500.0, 1_000.0);
    assertThat(OURS.minus(Series.VOID).isVoid()).isTrue();
  }

  @Test
  void writesAPageWithTheMachine(@TempDir Path folder) throws IOException {
    Machine machine =
        new Machine(
            LocalDate.of(2026, 11, 30), "Acme 1", 2, 24L << 30, "Linux 6 amd64", "25", 0.1, 1.2);
    Report report = new Report("engine", List.of(row(OURS, Target.none())), List.of("A note."));

    report.write(folder, 5, machine);

    assertThat(folder.resolve("engine.md"))
        .content()
        .contains(
            "# Figures: engine\n",
            "Measured on 2026-11-30: 2 cores of Acme 1, 24 GiB of memory, Linux 6 amd64, Java 25."
                + " Load average 0.1 before and 1.2 after.",
            "of 5 rounds",
            "| P0 | work     | 2.00 µs")
        .endsWith("\nA note.\n");
  }

  private static Row row(Series ours, Target target) {
    return new Row("P0", "work", Measure.TIME, ours, FLOOR, target);
  }
}
