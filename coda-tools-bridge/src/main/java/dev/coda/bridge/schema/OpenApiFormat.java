package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Brings the operations of an OpenAPI 3 document into Coda's own format.
 *
 * <p>What OpenAPI has no word for stands in {@code x-coda}, of the document or of an operation.
 */
final class OpenApiFormat {
  private static final List<String> METHODS =
      List.of("get", "head", "post", "put", "patch", "delete");
  private static final Set<String> SHARED =
      Set.of("headers", "auth", "allowed_hosts", "timeout_ms", "permission", "max_concurrency");

  private final JsonNode document;
  private final JsonNode settings;
  private final Map<String, ObjectNode> operations = new LinkedHashMap<>();
  private final List<Flaw> flaws = new ArrayList<>();

  private OpenApiFormat(JsonNode document) {
    this.document = document;
    this.settings = document.path("x-coda");
  }

  /** The operations by their place in the document; what cannot be used is added to the flaws. */
  static Map<String, ObjectNode> toOwn(JsonNode document, List<Flaw> flaws) {
    OpenApiFormat format = new OpenApiFormat(document);
    format.read();
    flaws.addAll(format.flaws);
    return format.operations;
  }

  private void read() {
    Set<String> wanted = new TreeSet<>();
    settings.path("operations").forEach(each -> wanted.add(each.asText()));
    Set<String> missing = new TreeSet<>(wanted);
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (String method : METHODS) {
        JsonNode operation = path.getValue().path(method);
        if (!operation.isObject()) {
          continue;
        }
        String plain = method.toUpperCase(Locale.ROOT) + " " + path.getKey();
        String id = operation.path("operationId").asText(plain);
        missing.remove(id);
        missing.remove(plain);
        if (wanted.isEmpty() || wanted.contains(id) || wanted.contains(plain)) {
          operation(path.getKey(), path.getValue(), method, operation);
        }
      }
    }
    missing.forEach(
        each -> flaws.add(new Flaw("x-coda.operations", "there is no operation '" + each + "'")));
  }

  private void operation(String path, JsonNode item, String method, JsonNode operation) {
    String where = "paths." + path + "." + method;
    try {
      ObjectNode own = JsonNodeFactory.instance.objectNode();
      own.put("name", name(path, method, operation));
      own.put("description", description(path, method, operation));
      own.put("method", method.toUpperCase(Locale.ROOT));
      own.put("url", base(item, operation) + path);
      OpenApiOperation.describe(document, path, item, operation, own);
      // Who adds a document has rarely read all of it: what may change something asks first.
      own.put("permission", method.equals("get") || method.equals("head") ? "allow" : "ask");
      settings.properties().stream()
          .filter(each -> SHARED.contains(each.getKey()))
          .forEach(each -> own.set(each.getKey(), each.getValue()));
      operation.path("x-coda").properties().forEach(e -> own.set(e.getKey(), e.getValue()));
      operations.put(where, own);
    } catch (FlawedFileException e) {
      e.flaws().forEach(flaw -> flaws.add(flaw.within(where)));
    }
  }

  private String name(String path, String method, JsonNode operation) {
    String id = operation.path("operationId").asText(method + path);
    String name = settings.path("prefix").asText() + id.replaceAll("[^a-zA-Z0-9_-]+", "_");
    String trimmed = name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
    return trimmed.length() <= 64 ? trimmed : trimmed.substring(0, 64);
  }

  private static String description(String path, String method, JsonNode operation) {
    String summary = operation.path("summary").asText().strip();
    String details = operation.path("description").asText().strip();
    String both = summary.equals(details) ? summary : (summary + "\n\n" + details).strip();
    return both.isEmpty() ? method.toUpperCase(Locale.ROOT) + " " + path : both;
  }

  private String base(JsonNode item, JsonNode operation) throws FlawedFileException {
    String base = settings.path("url").asText();
    if (base.isEmpty()) {
      base = server(operation, item, document);
    }
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  private static String server(JsonNode... nearestFirst) throws FlawedFileException {
    for (JsonNode each : nearestFirst) {
      JsonNode server = each.path("servers").path(0);
      if (server.isObject()) {
        String url = server.path("url").asText();
        for (Map.Entry<String, JsonNode> variable : server.path("variables").properties()) {
          url =
              url.replace(
                  "{" + variable.getKey() + "}", variable.getValue().path("default").asText());
        }
        if (!url.matches("(?i)(https?://|\\$\\{).*")) {
          throw new FlawedFileException(
              "", "the server's url '" + url + "' is not absolute: set x-coda.url");
        }
        return url;
      }
    }
    throw new FlawedFileException("", "the document names no server: set x-coda.url");
  }
}
