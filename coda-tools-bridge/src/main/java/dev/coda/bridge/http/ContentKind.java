package dev.coda.bridge.http;

import java.util.Locale;
import java.util.Set;
import okhttp3.MediaType;

/** Sorts content types by how their bodies are read. */
enum ContentKind {
  JSON,
  TEXT,
  /** No type, or a general one: JSON if it parses, else text. */
  UNSTATED,
  BINARY;

  private static final Set<String> TEXTUAL =
      Set.of("xml", "yaml", "x-yaml", "javascript", "x-ndjson", "x-www-form-urlencoded", "csv");

  static ContentKind of(MediaType type) {
    String subtype = type.subtype().toLowerCase(Locale.ROOT);
    if (subtype.equals("json") || subtype.endsWith("+json")) {
      return JSON;
    }
    if (type.type().equals("text") || subtype.endsWith("+xml") || TEXTUAL.contains(subtype)) {
      return TEXT;
    }
    return subtype.equals("octet-stream") ? UNSTATED : BINARY;
  }
}
