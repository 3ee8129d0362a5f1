package dev.coda.server.artifact;

import dev.coda.api.artifact.Artifact;
import io.micronaut.http.MediaType;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Describes how foreign bytes are sent so that no browser runs them. */
final class Downloads {
  private static final int NAME_LENGTH = 100;
  private static final Set<String> IMAGES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
  private static final Map<String, String> EXTENSIONS =
      Map.of(
          "application/json", "json",
          "text/plain", "txt",
          "text/csv", "csv",
          "image/png", "png",
          "image/jpeg", "jpg",
          "image/gif", "gif",
          "image/webp", "webp",
          "application/pdf", "pdf");

  private Downloads() {}

  /** What a browser could run, such as HTML or SVG, is sent as plain text or nameless bytes. */
  static MediaType type(String mediaType) {
    String essence = essence(mediaType);
    if (IMAGES.contains(essence) || essence.equals("application/json")) {
      return MediaType.of(essence);
    }
    return essence.startsWith("text/")
        ? MediaType.of("text/plain;charset=utf-8")
        : MediaType.APPLICATION_OCTET_STREAM_TYPE;
  }

  /** A name made of harmless characters; the artifact's id where it has none. */
  static String fileName(Artifact artifact) {
    String name = artifact.name();
    if (name == null || name.isBlank()) {
      String extension = EXTENSIONS.getOrDefault(essence(artifact.mediaType()), "bin");
      return artifact.id() + "." + extension;
    }
    String safe = name.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("^[._]+", "");
    String cut = safe.substring(0, Math.min(safe.length(), NAME_LENGTH));
    return cut.isEmpty() ? artifact.id() + ".bin" : cut;
  }

  private static String essence(String mediaType) {
    return mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
