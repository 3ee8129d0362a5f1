package dev.coda.core.tools;

import dev.coda.api.content.CleanText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * The text in a range of UTF-8 bytes; characters that the range cuts are left out.
 *
 * @param skipped bytes before the text that belong to an earlier character
 * @param consumed bytes up to the end of the text, those that were skipped included
 */
record TextExcerpt(String text, int skipped, int consumed) {
  private static final Set<String> TEXT_SUBTYPES =
      Set.of("json", "xml", "yaml", "x-yaml", "javascript", "csv", "x-ndjson", "sql", "graphql");

  static boolean isText(String mediaType) {
    String essence = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    String subtype = essence.substring(essence.indexOf('/') + 1);
    return essence.startsWith("text/")
        || TEXT_SUBTYPES.contains(subtype)
        || subtype.endsWith("+json")
        || subtype.endsWith("+xml")
        || subtype.endsWith("+yaml");
  }

  /** Decodes a range. The last one of a text is complete, even if it ends within a character. */
  static TextExcerpt of(byte[] bytes, boolean first, boolean last) {
    int skipped = 0;
    while (!first && skipped < Math.min(3, bytes.length) && (bytes[skipped] & 0xC0) == 0x80) {
      skipped++;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, skipped, bytes.length - skipped);
    CharBuffer out = CharBuffer.allocate(bytes.length - skipped);
    StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE)
        .decode(in, out, last);
    return new TextExcerpt(CleanText.clean(out.flip().toString()), skipped, in.position());
  }

  /** Returns the first characters of a text. */
  static String head(byte[] content, int characters) {
    int bytes = Math.min(content.length, 4 * characters);
    byte[] beginning = Arrays.copyOf(content, bytes);
    String text = of(beginning, true, bytes == content.length).text();
    int count = text.codePointCount(0, text.length());
    return count <= characters ? text : text.substring(0, text.offsetByCodePoints(0, characters));
  }
}
