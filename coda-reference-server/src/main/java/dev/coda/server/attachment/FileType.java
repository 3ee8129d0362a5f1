package dev.coda.server.attachment;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out what a file is: by its content, and only what kind of text by its name. */
final class FileType {
  private static final Map<String, byte[]> BEGINNINGS =
      Map.of(
          "image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'},
          "image/jpeg", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF},
          "image/gif", new byte[] {'G', 'I', 'F', '8'},
          "application/pdf", new byte[] {'%', 'P', 'D', 'F', '-'});

  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("csv", "text/csv"),
          Map.entry("md", "text/markdown"),
          Map.entry("markdown", "text/markdown"),
          Map.entry("html", "text/html"),
          Map.entry("htm", "text/html"),
          Map.entry("json", "application/json"),
          Map.entry("xml", "application/xml"),
          Map.entry("yaml", "application/yaml"),
          Map.entry("yml", "application/yaml"));

  private static final Set<String> PICTURES =
      Set.of("png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "heic", "avif", "tif", "tiff");

  /** Beside these, text has no control characters. */
  private static final String LAYOUT = "\t\n\f\r";

  private FileType() {}

  /**
   * Returns the media type of a file; empty if no model is shown such a file, or if its name or its
   * sender promise something else than it holds.
   */
  static Optional<String> of(byte[] content, SentName sent) {
    Optional<String> found = byBeginning(content);
    if (found.isEmpty() && isText(content)) {
      found = Optional.of(TEXTS.getOrDefault(sent.extension(), "text/plain"));
    }
    return found.filter(type -> isAsSent(FileKind.of(type), sent));
  }

  /** A picture or a PDF by name must be one, as a text that is sent as a picture is a mistake. */
  private static boolean isAsSent(FileKind kind, SentName sent) {
    boolean picture = PICTURES.contains(sent.extension()) || sent.mediaType().startsWith("image/");
    boolean pdf = sent.extension().equals("pdf") || sent.mediaType().equals("application/pdf");
    return (!picture || kind == FileKind.IMAGE) && (!pdf || kind == FileKind.PDF);
  }

  private static Optional<String> byBeginning(byte[] content) {
    for (Map.Entry<String, byte[]> type : BEGINNINGS.entrySet()) {
      if (startsWith(content, 0, type.getValue())) {
        return Optional.of(type.getKey());
      }
    }
    boolean webp =
        startsWith(content, 0, new byte[] {'R', 'I', 'F', 'F'})
            && startsWith(content, 8, new byte[] {'W', 'E', 'B', 'P'});
    return webp ? Optional.of("image/webp") : Optional.empty();
  }

  private static boolean startsWith(byte[] content, int at, byte[] beginning) {
    return content.length >= at + beginning.length
        && Arrays.equals(content, at, at + beginning.length, beginning, 0, beginning.length);
  }

  private static boolean isText(byte[] content) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(content))
          .chars()
          .allMatch(c -> c >= ' ' || LAYOUT.indexOf(c) >= 0);
    } catch (CharacterCodingException binary) {
      return false;
    }
  }
}
