package dev.coda.core.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import dev.coda.api.session.SessionLimits;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a file and refuses what is too large while it is read: numbers that no database
 * stores, deep nesting, and messages of too many bytes or values. Confined to one thread at a time.
 */
final class ArchiveParser extends JsonParserDelegate {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(SessionLimits.IMPORT_DEPTH)
                  .maxStringLength(SessionLimits.MESSAGE_BYTES)
                  .maxNumberLength(SessionLimits.NUMBER_LENGTH)
                  .build())
          .build();

  private long start;
  private int values;

  private ArchiveParser(JsonParser parser) {
    super(parser);
  }

  static ArchiveParser of(InputStream in) throws IOException {
    return new ArchiveParser(FACTORY.createParser(in));
  }

  /** Starts to count for a message, or for the session. */
  void startObject() {
    start = offset();
    values = 0;
  }

  /** Returns the path of the value that is being read, such as {@code messages[3].role}. */
  String place() {
    StringBuilder path = new StringBuilder();
    for (JsonStreamContext at = getParsingContext(); at != null; at = at.getParent()) {
      if (at.inArray()) {
        path.insert(0, "[" + Math.max(0, at.getCurrentIndex()) + "]");
      } else if (at.hasCurrentName()) {
        path.insert(0, "." + at.getCurrentName());
      }
    }
    return path.isEmpty() ? "" : path.substring(1);
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    JsonToken token = super.nextToken();
    if (token != null) {
      check(token);
    }
    return token;
  }

  @Override
  public @Nullable JsonToken nextValue() throws IOException {
    JsonToken token = nextToken();
    return token == JsonToken.FIELD_NAME ? nextToken() : token;
  }

  @Override
  public @Nullable String nextFieldName() throws IOException {
    return nextToken() == JsonToken.FIELD_NAME ? currentName() : null;
  }

  @Override
  public @Nullable String nextTextValue() throws IOException {
    return nextToken() == JsonToken.VALUE_STRING ? getText() : null;
  }

  private void check(JsonToken token) throws IOException {
    values++;
    if (values > SessionLimits.MESSAGE_VALUES || offset() - start > SessionLimits.MESSAGE_BYTES) {
      throw new RefusedValueException(
          this,
          "makes its message too large: it may have %d MiB and %,d values"
              .formatted(SessionLimits.MESSAGE_BYTES >> 20, SessionLimits.MESSAGE_VALUES));
    }
    if (token.isNumeric() && !isStorable(getText())) {
      throw new RefusedValueException(
          this, "must be a number of at most " + SessionLimits.NUMBER_LENGTH + " digits");
    }
  }

  /** A database writes numbers without exponents, and readers have a limit for their length. */
  private static boolean isStorable(String number) {
    if (number.length() > SessionLimits.NUMBER_LENGTH) {
      return false;
    }
    try {
      BigDecimal value = new BigDecimal(number);
      long before = Math.max(1, (long) value.precision() - value.scale());
      return before + Math.max(0, value.scale()) <= SessionLimits.NUMBER_LENGTH;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private long offset() {
    JsonLocation at = currentLocation();
    return Math.max(at.getByteOffset(), at.getCharOffset());
  }

  /** A value that is not accepted from a file. Immutable. */
  static final class RefusedValueException extends JsonParseException {
    private static final long serialVersionUID = 1;

    private final String place;

    RefusedValueException(ArchiveParser parser, String reason) {
      super(parser, reason);
      this.place = parser.place();
    }

    String place() {
      return place;
    }
  }
}
