package dev.coda.api.content;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * Holds an image, a PDF or another file, by address or by content. Immutable.
 *
 * @param mimeType such as {@code image/png}
 * @param uri where it can be fetched; exactly one of uri and data is given
 * @param data the content in Base64
 * @param name a file name to show; null if there is none
 */
@JsonNaming(SnakeCaseStrategy.class)
public record MediaPart(
    String mimeType, @Nullable String uri, @Nullable String data, @Nullable String name)
    implements Part {

  public MediaPart {
    if ((uri == null) == (data == null)) {
      throw new IllegalArgumentException("a media part has either a uri or data");
    }
  }
}
