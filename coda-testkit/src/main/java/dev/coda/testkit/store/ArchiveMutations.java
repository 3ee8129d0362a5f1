package dev.coda.testkit.store;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Changes JSON text in all ways that a reader must handle: for each place, there is a mutation with
 * each of several difficult values, with a missing member, with a member that occurs twice, and
 * with an unknown member. Thread-safe.
 */
public final class ArchiveMutations {
  private static final String MARK = "\u2021mark\u2021";

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "1.5",
          "1e400",
          "1e131072",
          "1e-20000",
          "1e999999999",
          "1e99999999999",
          "9223372036854775808",
          "1" + "0".repeat(999),
          "1" + "0".repeat(1_000),
          "0." + "0".repeat(900) + "1",
          "0." + "0".repeat(1_000) + "1",
          "\"\"",
          "\" \"",
          "\"a/b\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"1e999999999\"",
          "\"-1\"",
          "\"NaN\"",
          "\"0000-01-01T00:00:00Z\"",
          "\"+1000000000-12-31T23:59:59.999999999Z\"",
          "\"2026-13-01T00:00:00Z\"",
          "\"019a0000-0000-7000-8000-000000000000\"",
          "\"" + "x".repeat(1_000_000) + "\"",
          "\"" + uncompressible() + "\"",
          "[]",
          "{}",
          "[null]",
          "{\"a\":null}",
          "{\"\":1}",
          "{\"a\\u0000\":{\"\\ud800\":\"\\u0000\"}}",
          "{\"a\":1,\"a\":2}",
          "{\"type\":\"text\"}",
          "[{\"type\":\"text\"}]",
          "[{\"type\":\"tool_result\"}]",
          "[{\"type\":\"unknown\"}]",
          "[1e131072]",
          "{\"a\":1e-20000}",
          "[".repeat(400) + "]".repeat(400),
          "[".repeat(2_000) + "]".repeat(2_000));

  private ArchiveMutations() {}

  /** Text that a database cannot make shorter, for an index for instance. */
  private static String uncompressible() {
    return new Random(1)
        .ints(480, 0x4e00, 0x9fff)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /**
   * {@return every mutation of a JSON document, created lazily}
   *
   * @param document the document
   */
  public static Stream<String> of(JsonNode document) {
    List<JsonPointer> places = new ArrayList<>();
    collect(document, JsonPointer.empty(), places);
    return places.stream().flatMap(place -> at(document, place));
  }

  private static Stream<String> at(JsonNode document, JsonPointer place) {
    String marked = replaced(document, place);
    String quoted = "\"" + MARK + "\"";
    Stream<String> values = VALUES.stream().map(value -> marked.replace(quoted, value));
    JsonNode parent = document.at(place.head());
    if (!parent.isObject()) {
      return values;
    }
    String name = place.last().getMatchingProperty();
    String member = "\"" + name + "\":" + quoted;
    String original = "\"" + name + "\":" + document.at(place);
    return Stream.concat(
        values,
        Stream.of(
            marked.replace(member, original + "," + original),
            marked.replace(member, original + ",\"unknown\":1"),
            marked.replace(member + ",", "").replace("," + member, "").replace(member, "")));
  }

  private static String replaced(JsonNode document, JsonPointer place) {
    JsonNode copy = document.deepCopy();
    JsonNode parent = copy.at(place.head());
    if (parent instanceof ObjectNode object) {
      object.set(place.last().getMatchingProperty(), TextNode.valueOf(MARK));
    } else {
      ((ArrayNode) parent).set(place.last().getMatchingIndex(), TextNode.valueOf(MARK));
    }
    return copy.toString();
  }

  private static void collect(JsonNode node, JsonPointer at, List<JsonPointer> places) {
    if (!at.matches()) {
      places.add(at);
    }
    node.properties()
        .forEach(member -> collect(member.getValue(), at.appendProperty(member.getKey()), places));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(node.get(i), at.appendIndex(i), places);
    }
  }
}
