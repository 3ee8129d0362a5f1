package dev.coda.server.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.coda.api.content.CleanText;

/** Writes places in a JSON body as {@code limits.max_steps} or {@code parts[0].text}. */
final class JsonPath {
  private JsonPath() {}

  static String of(JsonMappingException exception) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference reference : exception.getPath()) {
      if (reference.getFieldName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
      }
    }
    return path.toString();
  }

  /** Returns where a parser stands; a name that cannot be stored is left out. */
  static String of(JsonParser parser) {
    StringBuilder path = new StringBuilder();
    for (JsonStreamContext at = parser.getParsingContext(); at != null; at = at.getParent()) {
      if (at.inArray()) {
        path.insert(0, "[" + at.getCurrentIndex() + "]");
      } else if (at.hasCurrentName() && CleanText.isClean(at.getCurrentName())) {
        path.insert(0, "." + at.getCurrentName());
      }
    }
    return path.indexOf(".") == 0 ? path.substring(1) : path.toString();
  }
}
