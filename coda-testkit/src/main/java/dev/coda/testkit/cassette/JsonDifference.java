package dev.coda.testkit.cassette;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Describes the differences of two JSON values for people. Confined to one thread at a time. */
final class JsonDifference {
  private static final int MOST = 10;
  private static final int WIDTH = 200;

  private final List<String> found = new ArrayList<>();

  private JsonDifference() {}

  /** Returns a line for each difference, ten at most; empty if there is none. */
  static String between(JsonNode recorded, JsonNode asked) {
    JsonDifference difference = new JsonDifference();
    difference.compare("", recorded, asked);
    return String.join(System.lineSeparator(), difference.found);
  }

  private void compare(String path, JsonNode recorded, JsonNode asked) {
    if (recorded.equals(asked) || found.size() >= MOST) {
      return;
    }
    if (recorded.isObject() && asked.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      recorded.fieldNames().forEachRemaining(names::add);
      asked.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> compare(path + "/" + name, recorded.path(name), asked.path(name)));
    } else if (recorded.isArray() && asked.isArray()) {
      for (int i = 0; i < Math.max(recorded.size(), asked.size()); i++) {
        compare(path + "/" + i, recorded.path(i), asked.path(i));
      }
    } else {
      found.add(
          "  at %s%n    recorded: %s%n    asked:    %s"
              .formatted(path, shown(recorded), shown(asked)));
    }
  }

  private static String shown(JsonNode value) {
    if (value.isMissingNode()) {
      return "(nothing)";
    }
    String text = value.toString();
    return text.length() <= WIDTH ? text : text.substring(0, WIDTH) + "…";
  }
}
