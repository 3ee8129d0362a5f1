package dev.coda.api.tool;

import org.jspecify.annotations.Nullable;

/**
 * A result that is not JSON, or too large to be shown whole: it is kept as an artifact, and the
 * model learns what it is and how it begins. The array is not to be modified. Immutable.
 *
 * @param mediaType such as {@code image/png}
 * @param name what a person would call it; null if nobody said
 * @param content the bytes of the file
 */
@SuppressWarnings("ArrayRecordComponent") // Megabytes that pass from hand to hand once.
public record ToolFile(String mediaType, @Nullable String name, byte[] content) {
  @Override
  public String toString() {
    return "ToolFile[%s, %d bytes]".formatted(mediaType, content.length);
  }
}
