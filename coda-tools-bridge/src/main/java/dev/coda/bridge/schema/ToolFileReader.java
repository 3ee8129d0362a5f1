package dev.coda.bridge.schema;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.tool.Tool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of one file into the tools that it describes. */
final class ToolFileReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final FileValidator validator;
  private final ToolAssembler assembler;

  ToolFileReader(FileValidator validator, ToolAssembler assembler) {
    this.validator = validator;
    this.assembler = assembler;
  }

  /**
   * Reads a file.
   *
   * @param folder the folder's name, which a tool without a name takes
   * @param yaml whether the content is YAML rather than JSON
   * @param parts the files that it may refer to
   * @param notes receives the problems of parts of a file whose other parts can be used
   */
  List<Tool> read(
      String folder, byte[] content, boolean yaml, ToolParts parts, List<FieldProblem> notes)
      throws InvalidFileException {
    List<Tool> tools =
        outcomes(folder, content, yaml, parts, Selection.all(), notes).stream()
            .map(Outcome::tool)
            .filter(Objects::nonNull)
            .toList();
    if (tools.isEmpty() && !notes.isEmpty()) {
      throw new InvalidFileException(notes);
    }
    return tools;
  }

  /**
   * Reads the operations of a file.
   *
   * @param asked selects among those that the file itself selects
   * @throws InvalidFileException if none can be read
   */
  List<Outcome> outcomes(
      String folder,
      byte[] content,
      boolean yaml,
      ToolParts parts,
      Selection asked,
      List<FieldProblem> notes)
      throws InvalidFileException {
    JsonNode file = parse(content, yaml);
    validator.check(file);
    if (!file.has("openapi") && !file.has("swagger")) {
      ObjectNode own = ToolFormats.toOwn((ObjectNode) file);
      validator.checkArguments(own);
      return List.of(single(folder, own, asked));
    }
    OpenApiBundle.complete((ObjectNode) file, parts);
    List<Outcome> outcomes = new ArrayList<>();
    for (ReadOperation operation : OpenApiFormat.read(file, asked, notes)) {
      Tool tool = null;
      try {
        tool = operation.own() == null ? null : assembler.assemble(folder, operation.own());
      } catch (InvalidFileException e) {
        e.problems().forEach(problem -> notes.add(problem.within(operation.where())));
      }
      outcomes.add(new Outcome(operation, tool));
    }
    return outcomes;
  }

  /**
   * The result of reading an operation.
   *
   * @param tool null if it is not selected or has a problem
   */
  record Outcome(ReadOperation operation, @Nullable Tool tool) {}

  private Outcome single(String folder, ObjectNode own, Selection asked)
      throws InvalidFileException {
    String method = own.path("method").asText("POST");
    String url = own.path("url").asText();
    JsonNode named =
        JsonNodeFactory.instance.objectNode().put("operationId", own.path("name").asText(folder));
    boolean selected = asked.selects(method, url, named);
    return new Outcome(
        new ReadOperation("", method, url, selected, own),
        selected ? assembler.assemble(folder, own) : null);
  }

  static JsonNode parse(byte[] content, boolean yaml) throws InvalidFileException {
    try {
      JsonNode file = (yaml ? YamlMapper.get() : MAPPER).readTree(content);
      if (file == null || file.isMissingNode()) {
        throw new InvalidFileException("", "is empty");
      }
      return file;
    } catch (JsonProcessingException e) {
      throw new InvalidFileException(
          "",
          "is not valid %s%s: %s"
              .formatted(yaml ? "YAML" : "JSON", place(e.getLocation()), e.getOriginalMessage()));
    } catch (IOException e) {
      throw new InvalidFileException("", "could not be read: " + e.getMessage());
    }
  }

  /** A document that is nested too deep is refused without a location. */
  private static String place(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }
}
