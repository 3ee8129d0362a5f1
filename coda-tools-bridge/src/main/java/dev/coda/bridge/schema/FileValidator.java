package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.core.tools.SchemaCheck;
import dev.coda.core.tools.SchemaFinding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Checks a tool's file against the JSON Schema that is shipped beside this class. */
final class FileValidator {
  private static final String RESOURCE = "tool-file.schema.json";

  private final SchemaCheck schema;

  FileValidator() {
    try (InputStream in =
        Objects.requireNonNull(FileValidator.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      this.schema = SchemaCheck.of(CodaJson.mapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void check(JsonNode file) throws FlawedFileException {
    List<SchemaFinding> findings = schema.findings(file);
    if (!findings.isEmpty()) {
      throw new FlawedFileException(
          findings.stream()
              .map(FlawWords::describe)
              .distinct()
              .sorted(Comparator.comparing(Flaw::where))
              .limit(10)
              .toList());
    }
  }

  /** Checks that a schema inside the file can be used without asking anybody for a part of it. */
  void checkSchema(String where, JsonNode inner) throws FlawedFileException {
    for (String reference : inner.findValuesAsText("$ref")) {
      if (!reference.startsWith("#")) {
        throw new FlawedFileException(
            where, "the reference '" + reference + "' must begin with '#': nothing is fetched");
      }
    }
    try {
      SchemaCheck.of(inner);
    } catch (RuntimeException e) {
      throw new FlawedFileException(where, "is no usable JSON Schema: " + e.getMessage());
    }
  }
}
