package dev.coda.server.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Makes texts that are nearly a valid one: each of its fields takes each of the odd values. */
public final class Mutations {
  private static final String MARK = "the value that is replaced";
  private static final String DEEP = "[".repeat(2_000) + "]".repeat(2_000);

  /** Values that few fields take, as JSON has them. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "1e400",
          "\"\\u0000\"",
          "\"\\ud800\"",
          '"' + "x".repeat(70_000) + '"',
          "[null]",
          "{\"a\":{\"b\":null}}",
          DEEP);

  /** Texts in the place of a JSON object. */
  private static final List<String> BROKEN =
      List.of("", " ", "{", "nul", "[]", "\"x\"", "{}", "{\"\":1}", "{} {}", "\ufeff{}", DEEP);

  private Mutations() {}

  /** Returns what an object becomes by one change. */
  public static List<String> of(ObjectNode valid) {
    List<String> bodies = new ArrayList<>(BROKEN);
    bodies.add(valid.toString());
    change(valid, valid, bodies);
    return bodies;
  }

  private static void change(JsonNode place, ObjectNode whole, List<String> bodies) {
    if (place instanceof ObjectNode object) {
      for (String name : object.properties().stream().map(field -> field.getKey()).toList()) {
        JsonNode value = object.get(name);
        VALUES.forEach(odd -> {
          object.put(name, MARK);
          bodies.add(whole.toString().replace('"' + MARK + '"', odd));
        });
        object.remove(name);
        bodies.add(whole.toString());
        object.set(name, value);
        change(value, whole, bodies);
      }
      object.put("unknown_field", 1);
      bodies.add(whole.toString());
      object.remove("unknown_field");
    } else if (place instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode value = array.get(i);
        for (String odd : VALUES) {
          array.set(i, MARK);
          bodies.add(whole.toString().replace('"' + MARK + '"', odd));
        }
        array.set(i, value);
        change(value, whole, bodies);
      }
    }
  }
}
