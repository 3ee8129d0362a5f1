package dev.coda.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lays out rows as a Markdown table that also reads well in a terminal. A peer without a figure has
 * no column.
 */
final class Table {
  private Table() {}

  static String of(List<Row> rows) {
    List<List<String>> lines = new ArrayList<>();
    List<String> peers =
        Contender.PEERS.stream()
            .filter(peer -> rows.stream().anyMatch(row -> row.hasFigureOf(peer)))
            .toList();
    List<String> headings = Stream.concat(Row.HEADINGS.stream(), peers.stream()).toList();
    lines.add(headings);
    rows.forEach(row -> lines.add(row.cells(peers)));
    List<Integer> widths =
        IntStream.range(0, headings.size())
            .mapToObj(column ->
                lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0))
            .toList();
    lines.add(1, widths.stream().map("-"::repeat).toList());
    return lines.stream().map(line -> line(line, widths)).collect(Collectors.joining("\n"));
  }

  private static String line(List<String> cells, List<Integer> widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(n -> cells.get(n) + " ".repeat(widths.get(n) - cells.get(n).length()))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
