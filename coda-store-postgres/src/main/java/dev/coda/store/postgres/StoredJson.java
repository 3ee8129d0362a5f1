package dev.coda.store.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coda.api.content.CleanText;
import dev.coda.api.content.CodaJson;
import dev.coda.api.content.Part;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads columns of JSON. PostgreSQL's text has no U+0000 and no half of a surrogate
 * pair, both of which models and tools produce: columns that must be verbatim keep them as escapes,
 * the others show U+FFFD in their place.
 */
final class StoredJson {
  private static final JsonMapper MAPPER = CodaJson.mapper();
  private static final TypeReference<List<Part>> PARTS = new TypeReference<>() {};
  private static final ObjectWriter PARTS_WRITER = MAPPER.writerFor(PARTS);
  private static final String ESCAPED_NUL = "\\u0000";

  private StoredJson() {}

  /** Writes parts for a JSON column, verbatim. */
  static String parts(List<Part> parts) {
    try {
      return verbatim(PARTS_WRITER.writeValueAsString(parts));
    } catch (JsonProcessingException e) {
      throw unwritable(e);
    }
  }

  static List<Part> parts(String json) {
    try {
      return MAPPER.readValue(json, PARTS);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  /** Makes JSON text fit for a JSON column, verbatim. */
  static String verbatim(String json) {
    return CleanText.escaped(json);
  }

  /** Writes a value for a JSONB column. */
  static @Nullable String binary(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    try {
      String json = CleanText.clean(MAPPER.writeValueAsString(value));
      return json.contains(ESCAPED_NUL) ? withoutNul(json) : json;
    } catch (JsonProcessingException e) {
      throw unwritable(e);
    }
  }

  static @Nullable JsonNode node(@Nullable String json) {
    try {
      return json == null ? null : MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  static @Nullable ErrorInfo error(@Nullable String json) {
    try {
      return json == null ? null : MAPPER.readValue(json, ErrorInfo.class);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  /**
   * Replaces each escape of U+0000; one after an odd number of backslashes is the text of an
   * escape.
   */
  private static String withoutNul(String json) {
    StringBuilder out = new StringBuilder(json.length());
    int i = 0;
    while (i < json.length()) {
      if (json.startsWith(ESCAPED_NUL, i)) {
        out.append(CleanText.REPLACEMENT);
        i += ESCAPED_NUL.length();
      } else if (json.charAt(i) == '\\') {
        out.append(json, i, i + 2);
        i += 2;
      } else {
        out.append(json.charAt(i++));
      }
    }
    return out.toString();
  }

  private static StoreException unwritable(JsonProcessingException cause) {
    return new StoreException(FailureKind.INTERNAL, "A value cannot be written as JSON.", cause);
  }

  private static StoreException unreadable(JsonProcessingException cause) {
    return new StoreException(FailureKind.INTERNAL, "A stored JSON value cannot be read.", cause);
  }
}
