package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;

/**
 * Joins several files into one document: files in the tool's folder that references name are copied
 * into it, and the references changed to their new places. A reference to a missing file is not
 * changed.
 */
final class OpenApiBundle {
  private static final String FILES = "x-coda-files";

  private final ToolParts parts;
  private final String main;
  private final ObjectNode files = JsonNodeFactory.instance.objectNode();

  private OpenApiBundle(ToolParts parts) {
    this.parts = parts;
    this.main = parts.main();
  }

  static void complete(ObjectNode document, ToolParts parts) throws InvalidFileException {
    OpenApiBundle bundle = new OpenApiBundle(parts);
    bundle.change(document, bundle.main);
    if (!bundle.files.isEmpty()) {
      document.set(FILES, bundle.files);
    }
  }

  /**
   * Changes the references of one file.
   *
   * @param file its path in the folder
   */
  private void change(JsonNode node, String file) throws InvalidFileException {
    if (node instanceof ObjectNode object) {
      if (OpenApiReferences.isReference(node)) {
        object.set("$ref", TextNode.valueOf(changed(node.path("$ref").textValue(), file)));
      }
      if (object.path("propertyName").isTextual() && object.path("mapping").isObject()) {
        ObjectNode mapping = (ObjectNode) object.path("mapping");
        for (var each : mapping.properties()) {
          if (each.getValue().asText().matches("[^#]*[./][^#]*(#.*)?|#/.*")) {
            each.setValue(TextNode.valueOf(changed(each.getValue().asText(), file)));
          }
        }
      }
    }
    for (JsonNode child : node) {
      if (child.isContainerNode()) {
        change(child, file);
      }
    }
  }

  private String changed(String reference, String file) throws InvalidFileException {
    int hash = reference.indexOf('#');
    String path = hash < 0 ? reference : reference.substring(0, hash);
    String pointer = hash < 0 ? "" : reference.substring(hash + 1);
    if (!pointer.isEmpty() && !pointer.startsWith("/")) {
      return reference;
    }
    if (path.isEmpty()) {
      return file.equals(main) ? reference : place(file, pointer);
    }
    Optional<String> found = parts.find(path, file);
    if (found.isEmpty()) {
      return reference;
    }
    String other = found.get();
    if (other.equals(main)) {
      return "#" + pointer;
    }
    if (!files.has(other)) {
      files.putNull(other);
      JsonNode content = parts.read(other);
      files.set(other, content);
      change(content, other);
    }
    return place(other, pointer);
  }

  private static String place(String file, String pointer) {
    return "#/"
        + FILES
        + "/"
        + file.replace("~", "~0").replace("/", "~1").replace("%", "%25")
        + pointer;
  }
}
