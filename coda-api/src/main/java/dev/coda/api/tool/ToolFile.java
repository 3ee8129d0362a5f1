package dev.coda.api.tool;

import org.jspecify.annotations.Nullable;

/**
 * A result that is stored as an artifact, since it is not JSON or too large for the prompt: the
 * model receives its description and its beginning. The array is not to be modified. Immutable.
 *
 * @param mediaType such as {@code image/png}
 * @param name its name for people; null if there is none
 * @param content the bytes of the file
 */
@SuppressWarnings("ArrayRecordComponent") // Megabytes that pass from hand to hand once.
public record ToolFile(String mediaType, @Nullable String name, byte[] content) {
  @Override
  public String toString() {
    return "ToolFile[%s, %d bytes]".formatted(mediaType, content.length);
  }
}
