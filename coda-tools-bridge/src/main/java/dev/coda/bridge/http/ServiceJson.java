package dev.coda.bridge.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import dev.coda.api.content.CleanText;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of an untrusted service: limited in depth, and without the numbers and characters
 * that stores reject.
 */
final class ServiceJson {
  private static final int MAX_DEPTH = 100;

  /** More than a double can hold; PostgreSQL's numeric ends far beyond. */
  private static final int MAX_SCALE = 400;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .nodeFactory(new CarefulNodes())
          .build();

  private ServiceJson() {}

  static JsonMapper mapper() {
    return MAPPER;
  }

  /** Parses the text; empty if it is not JSON, or JSON beyond the bounds. */
  static Optional<JsonNode> parse(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JsonProcessingException | NumberBeyondBounds e) {
      return Optional.empty();
    }
  }

  private static final class NumberBeyondBounds extends RuntimeException {
    NumberBeyondBounds() {
      super("a number's exponent is out of bounds", null, false, false);
    }
  }

  private static final class CarefulNodes extends JsonNodeFactory {
    @Override
    public ValueNode numberNode(@Nullable BigDecimal value) {
      if (value != null && Math.abs((long) value.scale()) > MAX_SCALE) {
        throw new NumberBeyondBounds();
      }
      return super.numberNode(value);
    }

    @Override
    public TextNode textNode(String text) {
      return super.textNode(CleanText.clean(text));
    }
  }
}
