package dev.coda.providers.internal.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Reads and writes the JSON of providers. It also reads JSON that is not quite valid, as some local
 * hosts write it: with control characters within texts, or numbers such as {@code NaN}. Numbers
 * keep their digits. Thread-safe.
 */
public final class WireJson {
  /** Buffers are pooled for all threads, since each virtual thread is used once. */
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** The length of an escape such as {@code u0000} with its backslash. */
  private static final int ESCAPE = 6;

  private WireJson() {}

  /** Returns the shared mapper. It must not be reconfigured. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /**
   * Returns the parser's present value if it is a text; empty for any other value, which is skipped
   * completely.
   *
   * @throws IOException if the JSON is cut or malformed
   */
  public static String text(JsonParser in) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_STRING) {
      return in.getText();
    }
    in.skipChildren();
    return "";
  }

  /** Returns the JSON of a request, without characters that strict hosts refuse. */
  public static byte[] bytes(JsonNode request) {
    try {
      return sound(MAPPER.writeValueAsBytes(request));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Replaces unpaired surrogates and U+0000 with U+FFFD, in place. Jackson writes all of them as
   * escapes.
   */
  public static byte[] sound(byte[] json) {
    int i = 0;
    while (i < json.length - 1) {
      if (json[i] != '\\') {
        i++;
      } else if (json[i + 1] != 'u') {
        i += 2;
      } else {
        int unit = unit(json, i);
        boolean isPair =
            unit >>> 10 == 0xD800 >>> 10 && unit(json, i + ESCAPE) >>> 10 == 0xDC00 >>> 10;
        if (!isPair && (unit == 0 || unit >>> 11 == 0xD800 >>> 11)) {
          Arrays.fill(json, i + 2, i + ESCAPE, (byte) 'F');
          json[i + ESCAPE - 1] = 'D';
        }
        i += isPair ? 2 * ESCAPE : ESCAPE;
      }
    }
    return json;
  }

  /** Returns the UTF-16 unit of an escape; -1 if there is none. */
  private static int unit(byte[] json, int at) {
    if (at + ESCAPE > json.length || json[at] != '\\' || json[at + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + ESCAPE; i++) {
      unit = unit * 16 + Character.digit(json[i], 16);
    }
    return unit;
  }
}
