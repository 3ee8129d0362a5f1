package dev.coda.api.content;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.coda.api.id.ArtifactId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image, a PDF or another file: by address, by content, or by the artifact that holds the
 * content. Immutable.
 *
 * @param mimeType such as {@code image/png}
 * @param uri its address, or {@code artifact:} with the id of an artifact; exactly one of uri and
 *     data is given
 * @param data the content in Base64
 * @param name a file name to show; null if there is none
 */
@JsonNaming(SnakeCaseStrategy.class)
public record MediaPart(
    String mimeType, @Nullable String uri, @Nullable String data, @Nullable String name)
    implements Part {

  private static final String ARTIFACT = "artifact:";

  /** Validates the components. */
  public MediaPart {
    if ((uri == null) == (data == null)) {
      throw new IllegalArgumentException("a media part has either a uri or data");
    }
  }

  /**
   * Reads a file, whose type is known by its name.
   *
   * @param file the file to read
   * @return the part
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if its type is unknown; use {@link #of(String, byte[],
   *     String)} to name the type
   */
  public static MediaPart of(Path file) {
    String name = String.valueOf(file.getFileName());
    String mimeType = URLConnection.guessContentTypeFromName(name);
    if (mimeType == null) {
      throw new IllegalArgumentException(
          "The type of " + name + " is unknown; give it with MediaPart.of(type, content, name).");
    }
    try {
      return of(mimeType, Files.readAllBytes(file), name);
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + name + " cannot be read.", e);
    }
  }

  /**
   * Returns a part with this content.
   *
   * @param mimeType such as {@code image/png}
   * @param content the bytes
   * @param name a file name to show; null if there is none
   * @return the part
   */
  public static MediaPart of(String mimeType, byte[] content, @Nullable String name) {
    return new MediaPart(mimeType, null, Base64.getEncoder().encodeToString(content), name);
  }

  /**
   * Refers to an artifact, so that messages and logs stay small. A model is shown its content if
   * the artifact belongs to the user of the run.
   *
   * @param id the id of the artifact
   * @param mimeType such as {@code image/png}
   * @param name a file name to show; null if there is none
   * @return the part
   */
  public static MediaPart ofArtifact(ArtifactId id, String mimeType, @Nullable String name) {
    return new MediaPart(mimeType, ARTIFACT + id, null, name);
  }

  /** {@return the artifact that holds the content; empty if the part does not refer to one} */
  public Optional<ArtifactId> artifactId() {
    if (uri == null || !uri.startsWith(ARTIFACT)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ArtifactId.of(uri.substring(ARTIFACT.length())));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }
}
