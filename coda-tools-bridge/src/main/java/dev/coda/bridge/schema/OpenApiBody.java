package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Chooses the media type in which an operation's body is sent, and its arguments. */
final class OpenApiBody {
  private static final String FORM = "application/x-www-form-urlencoded";

  /** The best first. */
  private static final List<Predicate<String>> KNOWN =
      List.of(
          type -> type.equals("application/json"),
          type -> type.endsWith("+json") || type.endsWith("/json"),
          type -> type.equals("*/*") || type.equals("application/*"),
          type -> type.equals(FORM),
          type -> type.equals("multipart/form-data"),
          type -> type.startsWith("text/") || type.endsWith("+xml") || type.endsWith("/xml"),
          type -> type.equals("application/x-ndjson") || type.equals("application/yaml"));

  private static final int FIRST_TEXT = 5;

  private final OpenApiSchemas schemas;
  private final OpenApiArguments arguments;

  OpenApiBody(OpenApiSchemas schemas, OpenApiArguments arguments) {
    this.schemas = schemas;
    this.arguments = arguments;
  }

  /** Adds the body's arguments, {@code content_type}, {@code body_argument} and the like. */
  void describe(JsonNode body, ObjectNode own) throws InvalidFileException {
    JsonNode content = body.path("content");
    if (content.isEmpty()) {
      return;
    }
    boolean needed = body.path("required").asBoolean();
    Optional<String> chosen = choose(content);
    if (chosen.isEmpty()) {
      throw new InvalidFileException(
          "",
          "takes a body of %s: only JSON, forms, multipart and text can be sent; leave the operation"
                  .formatted(names(content))
              + " out with x-coda.exclude");
    }
    String type = chosen.get();
    JsonNode media = content.path(type);
    int kind = kind(type);
    if (!type.equals("application/json") && kind != 2) {
      own.put("content_type", type);
    }
    own.put("body_optional", !needed);
    if (kind >= FIRST_TEXT) {
      ObjectNode text = JsonNodeFactory.instance.objectNode().put("type", "string");
      text.put("description", "The body, as " + essence(type) + ".");
      own.put("body_argument", arguments.addBody(text, needed));
      return;
    }
    JsonNode schema = schemas.resolve(media.path("schema"));
    boolean form = type.startsWith(FORM) || kind == 4;
    if (schema.path("properties").isObject() && (form || isPlainObject(schema))) {
      flatten(schema, media, needed, kind);
    } else if (form) {
      own.put("body_argument", arguments.addBody(form(media), needed));
    } else {
      own.put("body_argument", arguments.addBody(schemas.convert(media.path("schema")), needed));
    }
  }

  /** The argument for a form whose fields are not simply listed. */
  private JsonNode form(JsonNode media) throws InvalidFileException {
    JsonNode schema = schemas.convert(media.path("schema"));
    return schema.isEmpty() ? JsonNodeFactory.instance.objectNode().put("type", "object") : schema;
  }

  private static Optional<String> choose(JsonNode content) {
    return Stream.iterate(0, kind -> kind < KNOWN.size(), kind -> kind + 1)
        .flatMap(kind ->
            content.properties().stream().map(Map.Entry::getKey).filter(type -> kind(type) == kind))
        .findFirst();
  }

  private static int kind(String type) {
    String essence = essence(type);
    for (int kind = 0; kind < KNOWN.size(); kind++) {
      if (KNOWN.get(kind).test(essence)) {
        return kind;
      }
    }
    return KNOWN.size();
  }

  /** Returns whether a media type is JSON by any name. */
  static boolean isJson(String type) {
    return kind(type) < 3;
  }

  private static String essence(String type) {
    return type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
  }

  private static String names(JsonNode content) {
    return String.join(
        ", ", content.properties().stream().map(Map.Entry::getKey).limit(3).toList());
  }

  /** Models fill a flat list of arguments best; it must be possible to put it together again. */
  private static boolean isPlainObject(JsonNode schema) {
    return !schema.has("allOf")
        && !schema.has("oneOf")
        && !schema.has("anyOf")
        && !schema.has("discriminator");
  }

  private void flatten(JsonNode schema, JsonNode media, boolean needed, int kind)
      throws InvalidFileException {
    Set<String> required = new LinkedHashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
      JsonNode property = each.getValue();
      if (property.path("readOnly").asBoolean()) {
        continue;
      }
      boolean marked =
          property.path("required").isBoolean() && property.path("required").asBoolean();
      String name =
          arguments.add(
              each.getKey(),
              "body",
              described(property, kind),
              needed && (marked || required.contains(each.getKey())));
      if (kind >= 3) {
        arguments.style(name, style(property, media.path("encoding").path(each.getKey()), kind));
      }
    }
  }

  private JsonNode described(JsonNode property, int kind) throws InvalidFileException {
    JsonNode schema = schemas.convert(property);
    if (kind == 4 && isFile(property) && schema instanceof ObjectNode file) {
      file.remove("format");
      String said = file.path("description").asText();
      return file.put(
          "description", (said + " The file: its text, or a data: URL with Base64.").strip());
    }
    return schema;
  }

  private String style(JsonNode property, JsonNode encoding, int kind) throws InvalidFileException {
    if (kind == 4) {
      return isFile(property) ? "file" : "plain";
    }
    String stated = encoding.path("style").asText("form");
    boolean explode = encoding.path("explode").asBoolean(stated.equals("form"));
    JsonNode type = schemas.resolve(property).path("type");
    if (encoding.path("contentType").asText().contains("json")) {
      return "json";
    }
    return switch (stated) {
      case "deepObject" -> "deep";
      case "spaceDelimited" -> explode ? "exploded" : "space";
      case "pipeDelimited" -> explode ? "exploded" : "pipe";
      // Spread over the form, an object's fields would meet those of others.
      default -> type.asText().equals("object") ? "deep" : explode ? "exploded" : "comma";
    };
  }

  private boolean isFile(JsonNode property) throws InvalidFileException {
    JsonNode resolved = schemas.resolve(property);
    JsonNode schema =
        resolved.path("type").asText().equals("array")
            ? schemas.resolve(resolved.path("items"))
            : resolved;
    return schema.path("format").asText().equals("binary")
        || schema.path("type").asText().equals("file")
        || schema.has("contentMediaType");
  }
}
