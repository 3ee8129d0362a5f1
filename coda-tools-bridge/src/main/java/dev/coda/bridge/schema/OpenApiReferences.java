package dev.coda.bridge.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows the references of one document, to wherever in it they lead. */
final class OpenApiReferences {
  private static final int MOST = 50;

  private final JsonNode document;
  private @Nullable Map<String, JsonNode> named;

  OpenApiReferences(JsonNode document) {
    this.document = document;
  }

  /** Returns whether a node is a reference, and not an object with a field of that name. */
  static boolean isReference(JsonNode node) {
    return node.path("$ref").isTextual();
  }

  /** Follows references to the first value that is not one. */
  JsonNode resolve(JsonNode node) throws InvalidFileException {
    JsonNode current = node;
    for (int i = 0; isReference(current); i++) {
      String reference = current.path("$ref").textValue();
      if (i == MOST) {
        throw new InvalidFileException("", "the reference '" + reference + "' leads to itself");
      }
      current = target(reference);
    }
    return current;
  }

  /** The same, with what accompanies the references, which wins. */
  JsonNode merged(JsonNode node) throws InvalidFileException {
    if (!isReference(node)) {
      return node;
    }
    JsonNode target = resolve(node);
    if (!(target instanceof ObjectNode object) || node.size() == 1) {
      return target;
    }
    ObjectNode merged = object.deepCopy();
    ObjectNode beside = ((ObjectNode) node).deepCopy();
    beside.remove("$ref");
    return merged.setAll(beside);
  }

  /** Returns the target of a single reference. */
  JsonNode target(String reference) throws InvalidFileException {
    JsonNode target =
        reference.equals("#")
            ? document
            : reference.startsWith("#/") ? at(reference.substring(1)) : named(reference);
    if (!target.isMissingNode()) {
      return target;
    }
    throw new InvalidFileException("", "the reference '" + reference + "' " + remedy(reference));
  }

  private static String remedy(String reference) {
    if (reference.startsWith("#")) {
      return "leads nowhere: correct it, or leave the operation out with x-coda.exclude";
    }
    return reference.matches("(?i)[a-z][a-z0-9+.-]+:.*")
        ? "leaves the document: nothing is fetched; put that file beside this one"
        : "leads to no file in this folder: put that file there";
  }

  /** A pointer in a reference is encoded as addresses are; some documents leave it as it is. */
  private JsonNode at(String pointer) {
    JsonNode found = plainAt(decoded(pointer));
    return found.isMissingNode() ? plainAt(pointer) : found;
  }

  private JsonNode plainAt(String pointer) {
    try {
      return document.at(JsonPointer.compile(pointer));
    } catch (IllegalArgumentException e) {
      return MissingNode.getInstance();
    }
  }

  private static String decoded(String pointer) {
    try {
      return URLDecoder.decode(pointer.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return pointer;
    }
  }

  /** In OpenAPI 3.1 schemas can name themselves: {@code $anchor} and {@code $id}. */
  private JsonNode named(String reference) {
    if (named == null) {
      named = new HashMap<>();
      collect(document, named);
    }
    JsonNode found = named.get(reference);
    return found == null ? MissingNode.getInstance() : found;
  }

  private static void collect(JsonNode node, Map<String, JsonNode> names) {
    for (String keyword : new String[] {"$anchor", "$dynamicAnchor"}) {
      if (node.path(keyword).isTextual()) {
        names.putIfAbsent("#" + node.path(keyword).textValue(), node);
      }
    }
    if (node.path("$id").isTextual()) {
      names.putIfAbsent(node.path("$id").textValue(), node);
    }
    for (JsonNode child : node) {
      if (child.isContainerNode()) {
        collect(child, names);
      }
    }
  }
}
