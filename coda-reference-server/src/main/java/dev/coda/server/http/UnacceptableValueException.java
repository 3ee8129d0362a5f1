package dev.coda.server.http;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;

/** Thrown when a text or a number of a JSON body cannot be stored. Immutable. */
final class UnacceptableValueException extends JsonParseException {
  UnacceptableValueException(JsonParser parser, String message) {
    super(parser, message);
  }
}
