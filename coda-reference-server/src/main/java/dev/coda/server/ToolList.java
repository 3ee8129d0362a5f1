package dev.coda.server;

import dev.coda.bridge.schema.ToolFileProblem;
import dev.coda.bridge.schema.ToolPreview;
import dev.coda.bridge.schema.ToolPreviewBuilder;
import dev.coda.server.config.StartupException;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.Argument;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints the tools that a document or a folder would become. Thread-safe. */
final class ToolList {
  private static final String OPERATIONS = "--operations=";
  private static final String EXCLUDE = "--exclude=";

  private ToolList() {}

  /**
   * Prints the list.
   *
   * @param arguments the path, and what to select
   * @return whether nothing is wrong with the files
   * @throws StartupException if the arguments cannot be used
   */
  static boolean print(List<String> arguments, PrintStream out) {
    ToolPreview preview = preview(arguments).allowedAddresses(allowedAddresses()).read();
    int longest = preview.tools().stream().mapToInt(each -> each.path().length()).max().orElse(0);
    for (ToolPreview.Operation tool : preview.tools()) {
      out.println(
          "%-6s %s  %s".formatted(tool.method(), padded(tool.path(), longest), tool.toolName()));
    }
    for (Map.Entry<String, List<ToolFileProblem>> same : byReason(preview).entrySet()) {
      out.println(same.getValue().getFirst() + alike(same.getValue().size() - 1));
    }
    out.println(summary(preview));
    return preview.problems().isEmpty();
  }

  private static ToolPreviewBuilder preview(List<String> arguments) {
    if (arguments.isEmpty() || arguments.getFirst().startsWith("--")) {
      throw new StartupException(
          "--list-tools needs a path: that of an OpenAPI document or of a folder of tool files.");
    }
    ToolPreviewBuilder builder = ToolPreview.builder(Path.of(arguments.getFirst()));
    for (String argument : arguments.subList(1, arguments.size())) {
      if (argument.startsWith(OPERATIONS)) {
        builder.operations(entries(argument.substring(OPERATIONS.length())));
      } else if (argument.startsWith(EXCLUDE)) {
        builder.exclude(entries(argument.substring(EXCLUDE.length())));
      } else {
        throw new StartupException(
            "--list-tools takes --operations=… and --exclude=… behind the path, not %s."
                .formatted(argument));
      }
    }
    return builder;
  }

  private static List<String> entries(String list) {
    return Arrays.stream(list.split(",")).map(String::strip).filter(e -> !e.isEmpty()).toList();
  }

  private static List<String> allowedAddresses() {
    try (ApplicationContext context = ApplicationContext.builder().build()) {
      return context
          .getEnvironment()
          .start()
          .getProperty("coda.tools-allowed-addresses", Argument.listOf(String.class))
          .orElse(List.of())
          .stream()
          .filter(each -> !each.isBlank())
          .toList();
    }
  }

  private static String padded(String text, int length) {
    return text + " ".repeat(length - text.length());
  }

  /** A document that names no server has the same problem at each operation. */
  private static Map<String, List<ToolFileProblem>> byReason(ToolPreview preview) {
    Map<String, List<ToolFileProblem>> byReason = new LinkedHashMap<>();
    for (ToolFileProblem problem : preview.problems()) {
      byReason
          .computeIfAbsent(problem.file() + problem.reason(), reason -> new ArrayList<>())
          .add(problem);
    }
    return byReason;
  }

  private static String alike(int others) {
    return others == 0 ? "" : " (and at %d more)".formatted(others);
  }

  private static String summary(ToolPreview preview) {
    long leftOut = preview.operations().stream().filter(each -> !each.selected()).count();
    return "Operations: %d, tools: %d, left out: %d, problems: %d."
        .formatted(
            preview.operations().size(),
            preview.tools().size(),
            leftOut,
            preview.problems().size());
  }
}
