package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Checks a tool's file against the JSON Schema that is shipped beside this class. */
final class FileValidator {
  private static final String RESOURCE = "tool-file.schema.json";

  private final Schema schema;

  FileValidator() {
    try (InputStream in =
        Objects.requireNonNull(FileValidator.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      this.schema = registry().getSchema(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void check(JsonNode file) throws FlawedFileException {
    List<Error> errors = schema.validate(file);
    if (!errors.isEmpty()) {
      throw new FlawedFileException(
          errors.stream()
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
      registry().getSchema(inner).initializeValidators();
    } catch (RuntimeException e) {
      throw new FlawedFileException(where, "is no usable JSON Schema: " + e.getMessage());
    }
  }

  /** A new one each time, since a registry remembers every schema that it has seen. */
  private static SchemaRegistry registry() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  }
}
