package dev.coda.server.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import dev.coda.api.content.CleanText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every name, text and number before anyone reads it. Confined to one thread at a time.
 */
final class StrictJsonParser extends JsonParserDelegate {
  StrictJsonParser(JsonParser parser) {
    super(parser);
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    return checked(super.nextToken());
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

  private @Nullable JsonToken checked(@Nullable JsonToken token) throws IOException {
    if ((token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME)
        && !CleanText.isClean(getText())) {
      throw new UnacceptableValueException(
          this, "must not hold U+0000 or half of a surrogate pair");
    }
    if (token == JsonToken.VALUE_NUMBER_FLOAT && Double.isInfinite(getDoubleValue())) {
      // It would become Infinity, which is not JSON and cannot be stored.
      throw new UnacceptableValueException(this, "must be a number within the range of a double");
    }
    return token;
  }
}
