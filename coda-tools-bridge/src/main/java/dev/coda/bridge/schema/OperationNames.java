package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;

/** Names the operations of one document as providers accept it, each differently. */
final class OperationNames {
  private static final int LONGEST = 64;

  private final String prefix;
  private final Set<String> taken = new HashSet<>();

  OperationNames(String prefix) {
    this.prefix = prefix;
  }

  /** The name is made of the id if that has suitable letters, otherwise of method and path. */
  String of(String method, String path, JsonNode operation) {
    String plain = method + path;
    String id = operation.path("operationId").asText();
    String fitting = fitting(id);
    String whole = prefix + (fitting.isEmpty() ? fitting(plain) : fitting);
    String trimmed = whole.length() > prefix.length() ? whole : prefix + method;
    String name = trimmed.length() <= LONGEST ? trimmed : marked(trimmed, plain);
    return taken.add(name) ? name : again(trimmed, plain);
  }

  private String again(String name, String plain) {
    String marked = marked(name, plain);
    taken.add(marked);
    return marked;
  }

  private static String fitting(String text) {
    String name = text.replaceAll("[^a-zA-Z0-9_-]+", "_");
    String trimmed = name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
    return trimmed.matches("_*") ? "" : trimmed;
  }

  /** A checksum of method and path keeps apart what shortening or replacing made equal. */
  private static String marked(String name, String plain) {
    CRC32 sum = new CRC32();
    sum.update(plain.getBytes(StandardCharsets.UTF_8));
    String mark = "_%08x".formatted(sum.getValue());
    return name.substring(0, Math.min(name.length(), LONGEST - mark.length())) + mark;
  }
}
