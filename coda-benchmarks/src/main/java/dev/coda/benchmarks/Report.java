package dev.coda.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A page with a table of figures, made by a measurement and never edited. Immutable. */
record Report(String part, List<Row> rows, List<String> notes) {
  Report {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  boolean isVoid() {
    return rows.stream().anyMatch(Row::isVoid);
  }

  /** Writes the page into a folder, under the name of the part. */
  void write(Path folder, int rounds, Machine machine) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(part + ".md"), page(rounds, machine));
  }

  String page(int rounds, Machine machine) {
    StringBuilder page =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                """
                # Figures: %s

                <!-- Written by `mvn -Pbenchmarks`, see coda-benchmarks. Measure again instead of editing. -->

                %s

                Median (least – most) of %d rounds. What is measured is in [coda-benchmarks](../../coda-benchmarks/README.md), what the figures mean in [benchmarks](../benchmarks.md).

                %s
                """,
                part,
                machine.describe(),
                rounds,
                Table.of(rows)));
    notes.forEach(note -> page.append('\n').append(note).append('\n'));
    return page.toString();
  }
}
