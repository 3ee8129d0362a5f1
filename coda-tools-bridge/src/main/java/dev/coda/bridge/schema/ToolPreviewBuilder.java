package dev.coda.bridge.schema;

import dev.coda.api.tool.Tool;
import dev.coda.bridge.http.AddressGuard;
import dev.coda.bridge.http.HttpToolClient;
import dev.coda.bridge.http.IdentityTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Collects the settings of a preview. Confined to one thread at a time. */
public final class ToolPreviewBuilder {
  private final Path path;
  private EnvironmentLookup environment = System::getenv;
  private List<String> allowedAddresses = List.of();
  private List<String> wanted = List.of();
  private List<String> excluded = List.of();

  private final List<ToolPreview.Operation> operations = new ArrayList<>();
  private final List<ToolFileProblem> problems = new ArrayList<>();
  private final Map<String, Path> owners = new HashMap<>();

  ToolPreviewBuilder(Path path) {
    this.path = Objects.requireNonNull(path, "path");
  }

  /**
   * Sets the source of the variables in files; the process's environment by default.
   *
   * @param value the source
   * @return this builder
   */
  public ToolPreviewBuilder environment(EnvironmentLookup value) {
    this.environment = value;
    return this;
  }

  /**
   * Permits addresses as {@link SchemaTools.Builder#allowedAddresses} does; none by default.
   *
   * @param value addresses or blocks, with an optional port
   * @return this builder
   */
  public ToolPreviewBuilder allowedAddresses(List<String> value) {
    this.allowedAddresses = List.copyOf(value);
    return this;
  }

  /**
   * Sets the operations that should become tools, among those that a document itself selects. By
   * default, or if there are no entries, these are all.
   *
   * @param entries {@code operationId}, {@code METHOD /path}, path, method or {@code tag:name},
   *     where {@code *} is any text
   * @return this builder
   */
  public ToolPreviewBuilder operations(List<String> entries) {
    this.wanted = List.copyOf(entries);
    return this;
  }

  /**
   * Sets the operations that are left out, by the same entries; none by default.
   *
   * @param entries as in {@link #operations}
   * @return this builder
   */
  public ToolPreviewBuilder exclude(List<String> entries) {
    this.excluded = List.copyOf(entries);
    return this;
  }

  /**
   * Reads the files. No service is called, and errors become problems of the preview.
   *
   * @return the preview
   * @throws IllegalArgumentException if an allowed address is not an address
   */
  public ToolPreview read() {
    operations.clear();
    problems.clear();
    owners.clear();
    Selection asked = Selection.of(wanted, excluded);
    try (HttpToolClient client =
        HttpToolClient.builder().guard(AddressGuard.allowing(allowedAddresses)).build()) {
      FileValidator validator = new FileValidator();
      ToolFileReader reader =
          new ToolFileReader(
              validator,
              new ToolAssembler(
                  new Environment(environment),
                  client,
                  validator,
                  IdentityTokens.from(IdentityTokens.STANDARD_HOST, Clock.systemUTC())));
      files().forEach(file -> read(file, reader, asked));
    }
    unused("operations", asked.wanted());
    unused("exclude", asked.excluded());
    return new ToolPreview(operations, problems);
  }

  private List<Path> files() {
    try {
      if (Files.isDirectory(path)) {
        List<Path> files = ToolFolder.files(path);
        if (files.isEmpty()) {
          problem(path, "", "has no tool: put each into a folder of its own, as schema.json");
        }
        return files;
      }
      if (Files.isRegularFile(path)) {
        return List.of(path);
      }
      problem(path, "", "is not there: name a document, or a folder of tool files");
    } catch (IOException e) {
      problem(path, "", "cannot be read: " + e.getMessage());
    }
    return List.of();
  }

  private void read(Path file, ToolFileReader reader, Selection asked) {
    List<FieldProblem> notes = new ArrayList<>();
    try {
      String text = file.toString();
      boolean yaml = !text.endsWith(".json");
      List<ToolFileReader.Outcome> outcomes =
          reader.outcomes(
              folder(file), ToolFolder.content(file), yaml, new ToolParts(file), asked, notes);
      outcomes.forEach(outcome -> add(file, outcome, notes));
    } catch (InvalidFileException e) {
      notes.addAll(e.problems());
    } catch (IOException e) {
      notes.add(new FieldProblem("", "could not be read: " + e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      notes.add(new FieldProblem("", "could not be read: " + e));
    }
    notes.forEach(problem -> problem(file, problem.where(), problem.reason()));
  }

  private void add(Path file, ToolFileReader.Outcome outcome, List<FieldProblem> notes) {
    ReadOperation read = outcome.operation();
    Tool tool = outcome.tool();
    String name = tool == null ? null : tool.spec().name();
    Path owner = name == null ? null : owners.putIfAbsent(name, file);
    if (owner != null) {
      notes.add(
          new FieldProblem(
              read.where().isEmpty() ? "name" : read.where(),
              "'%s' is already the name of a tool in %s".formatted(name, owner)));
      name = null;
    }
    operations.add(
        new ToolPreview.Operation(file, read.method(), read.path(), read.selected(), name));
  }

  private void unused(String option, OperationFilter filter) {
    for (String each : filter.unused()) {
      problem(
          path,
          option,
          "there is no operation '%s': name an operationId, METHOD /path, path, method or tag:name"
              .formatted(each));
    }
  }

  private void problem(Path file, String where, String reason) {
    problems.add(new ToolFileProblem(file, where, reason));
  }

  private static String folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null || parent.getFileName() == null ? "" : parent.getFileName().toString();
  }
}
