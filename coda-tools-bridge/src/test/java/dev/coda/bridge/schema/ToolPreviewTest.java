package dev.coda.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolPreviewTest {
  private static final String LIBRARY =
      """
      openapi: 3.1.0
      servers: [{url: "https://api.example.com/v1"}]
      paths:
        /books:
          get: {operationId: books, tags: [read]}
          post: {operationId: addBook, tags: [write]}
          options: {operationId: bookOptions}
        /books/{id}:
          get: {tags: [read]}
          delete: {operationId: removeBook, tags: [write],
            parameters: [{name: sid, in: cookie, required: true, schema: {type: string}}]}
      """;

  @TempDir Path folder;

  private Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private static List<String> shown(List<ToolPreview.Operation> operations) {
    return operations.stream()
        .map(each ->
            "%s %s %s%s"
                .formatted(
                    each.method(),
                    each.path(),
                    each.toolName(),
                    each.selected() ? "" : " left out"))
        .toList();
  }

  private static List<String> problems(ToolPreview preview) {
    return preview.problems().stream()
        .map(problem -> problem.where() + ": " + problem.reason())
        .toList();
  }

  @Test
  void listsWhatEachOperationOfDocumentBecomes() throws Exception {
    ToolPreview preview = ToolPreview.of(write("library.yaml", LIBRARY));

    assertThat(shown(preview.operations()))
        .containsExactly(
            "GET /books books",
            "POST /books addBook",
            "OPTIONS /books null",
            "GET /books/{id} get_books_id",
            "DELETE /books/{id} null");
    assertThat(shown(preview.tools()))
        .containsExactly("GET /books books", "POST /books addBook", "GET /books/{id} get_books_id");
    assertThat(problems(preview))
        .containsExactly(
            "paths./books.options: tools do not call this method: leave it out with x-coda.exclude",
            "paths./books/{id}.delete: needs the cookie 'sid': none are sent; give a secret with"
                + " x-coda.auth");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tag:read            |                  | books get_books_id",
        "POST                |                  | addBook",
        "/books              | OPTIONS          | books addBook",
        "GET /books/{id}     |                  | get_books_id",
        "*Book               | removeBook       | addBook",
        "                    | tag:write, OPT*  | books get_books_id"
      })
  void respectsWhatIsSelectedAndExcluded(String operations, String excluded, String names)
      throws Exception {
    ToolPreview preview =
        ToolPreview.builder(write("library.yaml", LIBRARY))
            .operations(entries(operations))
            .exclude(entries(excluded))
            .read();

    assertThat(preview.problems()).isEmpty();
    assertThat(preview.tools())
        .extracting(ToolPreview.Operation::toolName)
        .containsExactly(names.split(" "));
    assertThat(preview.operations()).hasSize(5);
  }

  private static List<String> entries(@Nullable String list) {
    return list == null ? List.of() : List.of(list.split(", "));
  }

  @Test
  void reportsEntriesThatSelectNothing() throws Exception {
    ToolPreview preview =
        ToolPreview.builder(write("library.yaml", LIBRARY))
            .operations(List.of("books", "bokos"))
            .read();

    assertThat(problems(preview))
        .containsExactly(
            "operations: there is no operation 'bokos': name an operationId, METHOD /path, path,"
                + " method or tag:name");
  }

  @Test
  void respectsWhatDocumentItselfSelects() throws Exception {
    ToolPreview preview =
        ToolPreview.of(write("library.yaml", LIBRARY + "x-coda: {operations: [\"tag:read\"]}\n"));

    assertThat(preview.tools())
        .extracting(ToolPreview.Operation::toolName)
        .containsExactly("books", "get_books_id");
    assertThat(preview.problems()).isEmpty();
  }

  @Test
  void listsFolderAsSchemaToolsReadsIt() throws Exception {
    write(
        "dice/schema.json",
        """
        {"description": "Rolls dice.", "url": "${DICE_URL}/roll"}
        """);
    write("library/schema.yaml", LIBRARY.replace("addBook", "dice"));
    write("broken/schema.json", "{");

    ToolPreview preview =
        ToolPreview.builder(folder)
            .environment(Map.of("DICE_URL", "https://dice.example.com")::get)
            .exclude(List.of("OPTIONS", "DELETE"))
            .read();

    assertThat(shown(preview.tools()))
        .containsExactly(
            "POST ${DICE_URL}/roll dice", "GET /books books", "GET /books/{id} get_books_id");
    assertThat(preview.problems())
        .extracting(problem -> folder.relativize(problem.file()) + ": " + problem.where())
        .containsExactly("broken/schema.json: ", "library/schema.yaml: paths./books.post");
  }

  @Test
  void reportsFileThatIsNotThere() {
    assertThat(problems(ToolPreview.of(folder.resolve("none.json"))))
        .containsExactly(": is not there: name a document, or a folder of tool files");
  }
}
