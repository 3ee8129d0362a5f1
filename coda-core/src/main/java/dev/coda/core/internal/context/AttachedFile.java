package dev.coda.core.internal.context;

import dev.coda.api.content.CleanText;
import dev.coda.api.content.MediaPart;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.TextContent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows a model a file that a person attached: images, PDF, and text as text. Thread-safe. */
public final class AttachedFile {
  private static final Set<String> TEXTS =
      Set.of("application/json", "application/xml", "application/yaml", "application/x-ndjson");

  /** langchain4j's own default is low, at which a model misreads text. */
  private static final ImageContent.DetailLevel DETAIL = ImageContent.DetailLevel.HIGH;

  private AttachedFile() {}

  /** Returns whether a model can be shown the content of the file. */
  public static boolean isShown(MediaPart file) {
    return isImage(file) || isPdf(file) || text(file) != null;
  }

  static Content of(MediaPart file) {
    if (file.artifactId().isPresent()) {
      return TextContent.from(
          "[attachment %s of type %s: not shown again]".formatted(name(file), file.mimeType()));
    }
    if (isImage(file)) {
      return file.data() != null
          ? ImageContent.from(file.data(), type(file), DETAIL)
          : ImageContent.from(String.valueOf(file.uri()), DETAIL);
    }
    if (isPdf(file)) {
      return file.data() != null
          ? PdfFileContent.from(file.data(), type(file))
          : PdfFileContent.from(String.valueOf(file.uri()));
    }
    String text = text(file);
    return TextContent.from(
        text == null ? "[attachment %s of type %s]".formatted(name(file), file.mimeType()) : text);
  }

  /** Returns a file of text as a model is shown it; null for any other, and without its data. */
  static @Nullable String text(MediaPart file) {
    String type = type(file);
    if (file.data() == null || !(type.startsWith("text/") || TEXTS.contains(type))) {
      return null;
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(file.data());
      String text = CleanText.clean(new String(bytes, StandardCharsets.UTF_8));
      return "[attachment %s of type %s]\n%s".formatted(name(file), type, text);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  /** Returns the type without parameters, as providers write it. */
  private static String type(MediaPart file) {
    return file.mimeType().toLowerCase(Locale.ROOT).replaceFirst(";.*", "").strip();
  }

  private static boolean isImage(MediaPart file) {
    return type(file).startsWith("image/");
  }

  private static boolean isPdf(MediaPart file) {
    return type(file).equals("application/pdf");
  }

  private static String name(MediaPart file) {
    return file.name() == null ? "without a name" : file.name();
  }
}
