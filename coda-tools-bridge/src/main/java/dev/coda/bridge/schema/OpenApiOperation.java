package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings the arguments of one OpenAPI operation into Coda's own format. */
final class OpenApiOperation {
  private static final Pattern PATH_ARGUMENT = Pattern.compile("\\{([^{}/]+)}");

  /** OpenAPI ignores the first three; the others are always sent. */
  private static final Set<String> IGNORED_HEADERS =
      Set.of(
          "accept",
          "content-type",
          "authorization",
          "proxy-authorization",
          "cookie",
          "accept-encoding",
          "connection",
          "content-length",
          "expect",
          "host",
          "idempotency-key",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent",
          "traceparent",
          "tracestate",
          "baggage");

  private final OpenApiSchemas schemas;
  private final JsonNode settings;
  private final List<FieldProblem> notes;
  private final OpenApiArguments arguments = new OpenApiArguments();

  /** The arguments of the path by the service's names for them. */
  private final Map<String, String> inPath = new HashMap<>();

  /**
   * @param settings the document's {@code x-coda}
   * @param notes receives the parts that are left out of an operation that can be used without them
   */
  OpenApiOperation(OpenApiSchemas schemas, JsonNode settings, List<FieldProblem> notes) {
    this.schemas = schemas;
    this.settings = settings;
    this.notes = notes;
  }

  /**
   * Adds {@code path}, {@code parameters}, where they go, and {@code returns}.
   *
   * @param item the path's item, without references
   */
  void describe(String path, JsonNode item, JsonNode operation, ObjectNode own)
      throws InvalidFileException {
    for (JsonNode parameter : parameters(item, operation)) {
      parameter(parameter);
    }
    own.put("path", path(path));
    body(schemas.resolve(operation.path("requestBody")), own);
    arguments.writeTo(own, schemas.definitions());
    returns(operation.path("responses"), own);
  }

  /**
   * The path with the arguments' own names in it; what is not described is a text. A fragment only
   * distinguishes operations, since fragments are never sent.
   */
  private String path(String path) {
    Matcher matcher = PATH_ARGUMENT.matcher(path.replaceFirst("#.*", ""));
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      String name =
          inPath.computeIfAbsent(
              matcher.group(1),
              wireName -> {
                ObjectNode text = JsonNodeFactory.instance.objectNode().put("type", "string");
                return arguments.add(wireName, "path", text, true);
              });
      matcher.appendReplacement(result, Matcher.quoteReplacement("{" + name + "}"));
    }
    return matcher.appendTail(result).toString();
  }

  /** The operation's parameters win over those that all operations of the path share. */
  private Collection<JsonNode> parameters(JsonNode item, JsonNode operation)
      throws InvalidFileException {
    Map<String, JsonNode> merged = new LinkedHashMap<>();
    for (JsonNode list : new JsonNode[] {item.path("parameters"), operation.path("parameters")}) {
      for (JsonNode each : list) {
        JsonNode parameter = schemas.resolve(each);
        merged.put(
            parameter.path("in").asText() + " " + parameter.path("name").asText(), parameter);
      }
    }
    return merged.values();
  }

  private void parameter(JsonNode parameter) throws InvalidFileException {
    String name = parameter.path("name").asText();
    String in = parameter.path("in").asText();
    boolean needed = parameter.path("required").asBoolean() || in.equals("path");
    if (in.equals("cookie")) {
      if (needed) {
        throw new InvalidFileException(
            "", "needs the cookie '" + name + "': none are sent; give a secret with x-coda.auth");
      }
      return;
    }
    if (isGivenByCoda(name, in)) {
      return;
    }
    if (!Set.of("path", "query", "header").contains(in)) {
      throw new InvalidFileException(
          "", "the parameter '%s' is in '%s', which is not known here".formatted(name, in));
    }
    ObjectNode property = property(parameter);
    if (in.equals("header") && !name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
      leaveOut(needed, "the parameter '%s' is not a header's name".formatted(name));
      return;
    }
    String style = OpenApiStyle.of(parameter).name().toLowerCase(Locale.ROOT);
    String argument = arguments.add(name, in, property, needed);
    arguments.style(argument, style);
    if (in.equals("path")) {
      inPath.put(name, argument);
    }
  }

  private ObjectNode property(JsonNode parameter) throws InvalidFileException {
    JsonNode stated = parameter.path("schema");
    for (JsonNode media : parameter.path("content")) {
      stated = stated.isObject() ? stated : media.path("schema");
    }
    JsonNode schema = schemas.convert(stated);
    ObjectNode property =
        schema instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    if (parameter.path("description").isTextual() && !property.has("$ref")) {
      property.set("description", parameter.get("description"));
    }
    return property;
  }

  private void leaveOut(boolean needed, String what) throws InvalidFileException {
    if (needed) {
      throw new InvalidFileException("", what);
    }
    notes.add(new FieldProblem("", what + "; it is left out"));
  }

  /** Headers that Coda sends by itself, or the document's settings define, are not arguments. */
  private boolean isGivenByCoda(String name, String in) {
    JsonNode auth = settings.path("auth");
    boolean secret =
        auth.path("type").asText().equals(in) && auth.path("name").asText().equalsIgnoreCase(name);
    if (!in.equals("header")) {
      return secret;
    }
    return secret
        || IGNORED_HEADERS.contains(name.toLowerCase(Locale.ROOT))
        || settings.path("headers").properties().stream()
            .anyMatch(header -> header.getKey().equalsIgnoreCase(name));
  }

  private void body(JsonNode body, ObjectNode own) throws InvalidFileException {
    String method = own.path("method").asText();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      new OpenApiBody(schemas, arguments).describe(body, own);
    } else if (body.path("content").size() > 0) {
      leaveOut(
          body.path("required").asBoolean(),
          "takes the body of a " + method + ", which is not sent");
    }
  }

  /**
   * Promises only whether the answer is an object or a list: documents describe answers too loosely
   * for a call to fail over a detail.
   */
  private void returns(JsonNode responses, ObjectNode own) throws InvalidFileException {
    for (String status : new String[] {"200", "201", "202", "2XX"}) {
      JsonNode response = schemas.resolve(responses.path(status));
      for (Map.Entry<String, JsonNode> media : response.path("content").properties()) {
        JsonNode schema = schemas.resolve(media.getValue().path("schema"));
        String type = schema.path("type").asText();
        if (OpenApiBody.isJson(media.getKey())
            && !schema.path("nullable").asBoolean()
            && (type.equals("object") || type.equals("array"))
            && response.path("content").size() == 1) {
          own.putObject("returns").put("type", type);
          return;
        }
      }
    }
  }
}
