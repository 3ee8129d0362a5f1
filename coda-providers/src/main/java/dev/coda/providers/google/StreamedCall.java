package dev.coda.providers.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts together a call whose arguments come in pieces, each with the path of its place. Confined to
 * one thread at a time.
 *
 * @see <a
 *     href="https://docs.cloud.google.com/vertex-ai/generative-ai/docs/multimodal/function-calling">
 *     Function calling</a>
 */
final class StreamedCall {
  private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]]+)|\\[(\\d{1,6})]");

  private final ObjectNode call;
  private @Nullable String signature;
  private final ObjectNode arguments;

  StreamedCall(JsonNode begin, @Nullable String signature) throws IOException {
    this.call = begin.deepCopy();
    this.arguments = call.path("args") instanceof ObjectNode given ? given : call.objectNode();
    add(begin, signature);
  }

  static boolean goesOn(JsonNode piece) {
    return piece.path("willContinue").asBoolean(false);
  }

  /** Returns the call, as if it had come whole. */
  JsonNode call() {
    return call;
  }

  @Nullable String signature() {
    return signature;
  }

  void add(JsonNode piece, @Nullable String itsSignature) throws IOException {
    signature = signature == null ? itsSignature : signature;
    for (JsonNode argument : piece.path("partialArgs")) {
      put(argument.path("jsonPath").asText(""), value(argument));
      call.set("args", arguments);
    }
  }

  private static JsonNode value(JsonNode argument) {
    if (argument.path("stringValue").isTextual()) {
      return argument.get("stringValue");
    }
    if (argument.path("numberValue").isNumber()) {
      return argument.get("numberValue");
    }
    return argument.path("boolValue").isBoolean()
        ? BooleanNode.valueOf(argument.path("boolValue").booleanValue())
        : NullNode.getInstance();
  }

  private void put(String path, JsonNode value) throws IOException {
    JsonNode at = arguments;
    int end = 1;
    Matcher step = STEP.matcher(path);
    while (path.startsWith("$") && end < path.length() && step.find() && step.start() == end) {
      end = step.end();
      if (end == path.length()) {
        set(at, step, value);
        return;
      }
      JsonNode next = child(at, step);
      if (next.isMissingNode()) {
        next = path.charAt(end) == '[' ? arguments.arrayNode() : arguments.objectNode();
        set(at, step, next);
      }
      at = next;
    }
    throw new IOException("a piece of arguments without a place");
  }

  private static JsonNode child(JsonNode at, Matcher step) {
    return step.group(1) == null
        ? at.path(Integer.parseInt(step.group(2)))
        : at.path(step.group(1));
  }

  /** A text comes in pieces, of which the last may be empty. */
  private static void set(JsonNode at, Matcher step, JsonNode value) throws IOException {
    JsonNode before = child(at, step);
    JsonNode now =
        before.isTextual() && value.isTextual()
            ? TextNode.valueOf(before.textValue() + value.textValue())
            : value;
    String field = step.group(1);
    if (field != null && at instanceof ObjectNode object) {
      object.set(field, now);
    } else if (field == null && at instanceof ArrayNode array) {
      int index = Integer.parseInt(step.group(2));
      if (index > array.size()) {
        throw new IOException("a piece of an array whose beginning lacks");
      }
      if (index == array.size()) {
        array.add(now);
      } else {
        array.set(index, now);
      }
    } else {
      throw new IOException("a piece of arguments in a place of another kind");
    }
  }
}
