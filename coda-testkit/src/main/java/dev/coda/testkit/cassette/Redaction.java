package dev.coda.testkit.cassette;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.regex.Pattern;

/** Removes from texts what looks like a key, and known keys. Thread-safe. */
final class Redaction {
  private static final String INSTEAD = "[redacted]";

  /** Keys as providers hand them out, bearer tokens, and passwords in URLs. */
  private static final Pattern KEYS =
      Pattern.compile(
          "sk-[A-Za-z0-9_-]{16,}|AIza[A-Za-z0-9_-]{30,}|gh[pousr]_[A-Za-z0-9]{20,}"
              + "|xox[abprs]-[A-Za-z0-9-]{10,}|AKIA[A-Z0-9]{16}"
              + "|eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]*"
              + "|(?<=[Bb]earer )[A-Za-z0-9._~+/=-]{8,}|(?<=://)[^/\\s:@]+:[^/\\s:@]+(?=@)");

  private final Set<String> known = new CopyOnWriteArraySet<>();

  void add(String secret) {
    if (!secret.isBlank()) {
      known.add(secret);
    }
  }

  JsonNode of(JsonNode value) {
    if (value.isTextual()) {
      return TextNode.valueOf(of(value.textValue()));
    }
    if (value.isArray()) {
      ArrayNode clean = JsonNodeFactory.instance.arrayNode();
      value.forEach(item -> clean.add(of(item)));
      return clean;
    }
    if (value.isObject()) {
      ObjectNode clean = JsonNodeFactory.instance.objectNode();
      value.properties().forEach(field -> clean.set(field.getKey(), of(field.getValue())));
      return clean;
    }
    return value;
  }

  private String of(String text) {
    String clean = text;
    for (String secret : known) {
      clean = clean.replace(secret, INSTEAD);
    }
    return KEYS.matcher(clean).replaceAll(INSTEAD);
  }
}
