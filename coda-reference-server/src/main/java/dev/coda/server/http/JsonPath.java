package dev.coda.server.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/** Writes places in a JSON body as {@code limits.max_steps} or {@code parts.0.text}. */
final class JsonPath {
  private JsonPath() {}

  static String of(JsonMappingException exception) {
    return exception.getPath().stream()
        .map(reference ->
            reference.getFieldName() == null
                ? Integer.toString(reference.getIndex())
                : reference.getFieldName())
        .collect(Collectors.joining("."));
  }

  /** Returns where a parser stands; a name that cannot be stored is left out. */
  static String of(JsonParser parser) {
    Deque<String> names = new ArrayDeque<>();
    for (JsonStreamContext at = parser.getParsingContext(); at != null; at = at.getParent()) {
      if (at.inArray()) {
        names.addFirst(Integer.toString(at.getCurrentIndex()));
      } else if (at.hasCurrentName() && StrictJsonParser.isStorable(at.getCurrentName())) {
        names.addFirst(at.getCurrentName());
      }
    }
    return String.join(".", names);
  }
}
