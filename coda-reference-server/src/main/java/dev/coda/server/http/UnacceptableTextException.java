package dev.coda.server.http;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;

/** Tells that a text of a JSON body cannot be stored. Immutable. */
final class UnacceptableTextException extends JsonParseException {
  UnacceptableTextException(JsonParser parser) {
    super(parser, "must not hold U+0000 or half of a surrogate pair");
  }
}
