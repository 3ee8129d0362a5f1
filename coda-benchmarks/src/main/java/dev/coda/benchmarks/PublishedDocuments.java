package dev.coda.benchmarks;

import dev.coda.bridge.schema.ToolFileProblem;
import dev.coda.bridge.schema.ToolPreview;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads OpenAPI documents and prints what becomes of them, as a table in Markdown: {@code
 * PublishedDocuments <folder> [problems]}. The folder has the documents, one a file, or in a folder
 * of its own where it is of several files: the first one in it that is a document counts. With
 * {@code problems} the problems of each follow, those of one kind once.
 *
 * <p>A document is read once to warm up and then once more, which is measured. Ends with 1 if an
 * operation is lost: it is selected, and neither a tool nor named by a problem.
 */
final class PublishedDocuments {
  private static final String HEAD =
      "| document | size | operations | tools | problems | time | memory |\n"
          + "|---|---|---|---|---|---|---|";

  private PublishedDocuments() {}

  public static void main(String[] args) throws IOException {
    boolean whole = true;
    System.out.println(HEAD);
    Map<String, ToolPreview> previews = new TreeMap<>();
    for (Path document : documents(Path.of(args[0]))) {
      ToolPreview preview = print(document, System.out);
      previews.put(name(document), preview);
      whole &= lost(preview).isEmpty();
    }
    if (args.length > 1) {
      previews.forEach((name, preview) -> printProblems(name, preview, System.out));
    }
    if (!whole) {
      System.exit(1);
    }
  }

  static List<Path> documents(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().flatMap(PublishedDocuments::document).toList();
    }
  }

  private static Stream<Path> document(Path path) {
    if (!Files.isDirectory(path)) {
      return path.toString().matches(".*\\.(json|ya?ml)") ? Stream.of(path) : Stream.empty();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(json|ya?ml)"))
          .filter(PublishedDocuments::isDocument)
          .sorted()
          .limit(1)
          .toList()
          .stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static boolean isDocument(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.limit(20).anyMatch(line -> line.matches("[{ \"]*(openapi|swagger)\"? *:.*"));
    } catch (IOException e) {
      return false;
    }
  }

  private static ToolPreview print(Path document, PrintStream out) throws IOException {
    ToolPreview.of(document);
    long before = allocated();
    long start = System.nanoTime();
    ToolPreview preview = ToolPreview.of(document);
    long millis = (System.nanoTime() - start) / 1_000_000;
    long bytes = allocated() - before;
    out.printf(
        Locale.ROOT,
        "| %s | %.1f MB | %d | %d | %d | %d ms | %d MB |%n",
        name(document),
        Files.size(document) / 1e6,
        preview.operations().size(),
        preview.tools().size(),
        preview.problems().size(),
        millis,
        bytes >> 20);
    lost(preview)
        .forEach(
            lost -> System.err.printf("%s loses %s %s%n", document, lost.method(), lost.path()));
    return preview;
  }

  /** Selected operations of which nobody learns why they are not tools. */
  static List<ToolPreview.Operation> lost(ToolPreview preview) {
    return preview.operations().stream()
        .filter(each -> each.selected() && each.toolName() == null)
        .filter(each -> preview.problems().stream().noneMatch(problem -> names(problem, each)))
        .toList();
  }

  private static boolean names(ToolFileProblem problem, ToolPreview.Operation operation) {
    String where = "paths." + operation.path() + "." + operation.method().toLowerCase(Locale.ROOT);
    return problem.where().equals(where) || problem.where().startsWith(where + ".");
  }

  private static void printProblems(String name, ToolPreview preview, PrintStream out) {
    preview.problems().stream()
        .collect(
            Collectors.groupingBy(
                problem -> problem.reason().replaceAll("'[^']*'", "'…'"), Collectors.toList()))
        .forEach((kind, alike) ->
            out.printf("%s: %d × %s%n  %s%n", name, alike.size(), kind, alike.getFirst()));
  }

  private static String name(Path document) {
    return document.getFileName().toString();
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
