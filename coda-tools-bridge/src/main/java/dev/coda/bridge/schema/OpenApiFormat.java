package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Brings the operations of an OpenAPI 3 or Swagger 2.0 document into Coda's own format. Each
 * becomes a description or a problem.
 *
 * <p>What OpenAPI has no word for is in {@code x-coda}, of the document or of an operation.
 */
final class OpenApiFormat {
  private static final List<String> METHODS =
      List.of("get", "head", "post", "put", "patch", "delete");
  private static final Pattern OPEN_HOST = Pattern.compile("(?i)https?://[^/?#]*(?<!\\$)\\{");
  private static final List<String> NOT_CALLED = List.of("options", "trace", "query");
  private static final Set<String> SHARED =
      Set.of("headers", "auth", "allowed_hosts", "timeout_ms", "permission", "max_concurrency");

  private final JsonNode document;
  private final JsonNode settings;
  private final OpenApiReferences references;
  private final OpenApiSubtypes subtypes;
  private final OperationNames names;
  private final Selection own;
  private final Selection asked;
  private final List<ReadOperation> operations = new ArrayList<>();
  private final List<FieldProblem> problems = new ArrayList<>();

  private OpenApiFormat(JsonNode document, Selection asked) {
    this.document = document;
    this.settings = document.path("x-coda");
    this.references = new OpenApiReferences(document);
    this.subtypes = new OpenApiSubtypes(document);
    this.names = new OperationNames(settings.path("prefix").asText());
    this.own = Selection.of(settings.path("operations"), settings.path("exclude"));
    this.asked = asked;
  }

  /**
   * The operations of a document, selected or not; its problems are added to the list.
   *
   * @param asked selects among those that the document itself selects
   */
  static List<ReadOperation> read(JsonNode document, Selection asked, List<FieldProblem> problems) {
    OpenApiFormat format = new OpenApiFormat(document, asked);
    format.read();
    problems.addAll(format.problems);
    return format.operations;
  }

  private void read() {
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      if (path.getKey().startsWith("x-")) {
        continue;
      }
      try {
        item(path.getKey(), references.merged(path.getValue()));
      } catch (InvalidFileException e) {
        e.problems().forEach(problem -> problems.add(problem.within("paths." + path.getKey())));
      }
    }
    if (operations.stream().noneMatch(ReadOperation::selected) && problems.isEmpty()) {
      problems.add(new FieldProblem("paths", "has no operation that a tool could call"));
    }
    for (String each : own.wanted().unused()) {
      problems.add(new FieldProblem("x-coda.operations", "there is no operation '" + each + "'"));
    }
    for (String each : own.excluded().unused()) {
      problems.add(new FieldProblem("x-coda.exclude", "there is no operation '" + each + "'"));
    }
  }

  private void item(String path, JsonNode item) {
    for (String method : METHODS) {
      JsonNode stated = item.path(method);
      if (!stated.isObject()) {
        continue;
      }
      String where = "paths." + path + "." + method;
      boolean selected = true;
      ObjectNode description = null;
      try {
        JsonNode operation = references.merged(stated);
        selected = isSelected(method, path, operation);
        description = selected ? own(where, path, item, method, operation) : null;
      } catch (InvalidFileException e) {
        e.problems().forEach(problem -> problems.add(problem.within(where)));
      }
      operations.add(new ReadOperation(where, method, path, selected, description));
    }
    for (String method : NOT_CALLED) {
      if (item.path(method).isObject()) {
        notCalled(method, path, item.path(method));
      }
    }
  }

  private void notCalled(String method, String path, JsonNode operation) {
    String where = "paths." + path + "." + method;
    boolean selected = isSelected(method, path, operation);
    operations.add(new ReadOperation(where, method, path, selected, null));
    if (selected) {
      problems.add(
          new FieldProblem(
              where, "tools do not call this method: leave it out with x-coda.exclude"));
    }
  }

  private boolean isSelected(String method, String path, JsonNode operation) {
    return own.selects(method, path, operation) && asked.selects(method, path, operation);
  }

  private ObjectNode own(
      String where, String path, JsonNode item, String method, JsonNode operation)
      throws InvalidFileException {
    Swagger2 swagger = new Swagger2(document, references);
    JsonNode current = swagger.isOne() ? swagger.operation(item, operation) : operation;
    ObjectNode own = JsonNodeFactory.instance.objectNode();
    own.put("name", names.of(method, path, operation));
    own.put("description", description(path, method, operation));
    own.put("method", method.toUpperCase(Locale.ROOT));
    own.put("url", swagger.isOne() ? base(swagger.url(operation)) : base(item, operation));
    List<FieldProblem> notes = new ArrayList<>();
    OpenApiSchemas schemas = new OpenApiSchemas(references, subtypes);
    new OpenApiOperation(schemas, settings, notes)
        .describe(
            path, swagger.isOne() ? JsonNodeFactory.instance.objectNode() : item, current, own);
    notes.forEach(note -> problems.add(note.within(where)));
    // The person who adds a document has rarely read all of it, so operations that may change
    // something need an approval.
    own.put("permission", method.equals("get") || method.equals("head") ? "allow" : "ask");
    settings.properties().stream()
        .filter(each -> SHARED.contains(each.getKey()))
        .forEach(each -> own.set(each.getKey(), each.getValue()));
    operation.path("x-coda").properties().forEach(e -> own.set(e.getKey(), e.getValue()));
    return own;
  }

  private static String description(String path, String method, JsonNode operation) {
    String summary = operation.path("summary").asText().strip();
    String details = operation.path("description").asText().strip();
    String both = summary.equals(details) ? summary : (summary + "\n\n" + details).strip();
    return both.isEmpty() ? method.toUpperCase(Locale.ROOT) + " " + path : both;
  }

  private String base(String stated) {
    String own = settings.path("url").asText();
    return own.isEmpty() ? stated : own;
  }

  private String base(JsonNode item, JsonNode operation) throws InvalidFileException {
    String own = settings.path("url").asText();
    return own.isEmpty() ? server(operation, item, document) : own;
  }

  private static String server(JsonNode... nearestFirst) throws InvalidFileException {
    for (JsonNode each : nearestFirst) {
      JsonNode server = each.path("servers").path(0);
      if (server.isObject()) {
        String url = server.path("url").asText();
        for (Map.Entry<String, JsonNode> variable : server.path("variables").properties()) {
          String open = "{" + variable.getKey() + "}";
          url = url.replace(open, variable.getValue().path("default").asText(open));
        }
        if (!url.matches("(?i)(https?://|\\$\\{).*")) {
          throw new InvalidFileException(
              "", "the server's url '" + url + "' is not absolute: set x-coda.url");
        }
        if (OPEN_HOST.matcher(url).lookingAt()) {
          throw new InvalidFileException(
              "",
              "the server's url '%s' leaves its host open: set x-coda.url, or leave the operation"
                      .formatted(url)
                  + " out with x-coda.exclude");
        }
        return url;
      }
    }
    throw new InvalidFileException("", "the document names no server: set x-coda.url");
  }
}
