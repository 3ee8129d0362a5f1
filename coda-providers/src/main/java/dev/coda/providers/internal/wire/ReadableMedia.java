package dev.coda.providers.internal.wire;

import dev.coda.api.model.ModelCapability;
import dev.coda.api.model.ModelInfo;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The media that a model can read in addition to text. A conversation may have attachments that
 * were sent to another model. Those that this model cannot read are replaced by a description,
 * since its provider would otherwise refuse every later turn. Immutable.
 *
 * @param imageTypes the media types of images that the protocol takes
 * @param filesByAddress whether the provider fetches a PDF itself
 */
public record ReadableMedia(
    boolean images, boolean files, Set<String> imageTypes, boolean filesByAddress) {
  /** The types that OpenAI and Anthropic accept; hosts of open models accept no others. */
  public static final Set<String> USUAL_IMAGES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  /** The beginnings of images in base64: what they are counts more than what they are called. */
  private static final List<String[]> BEGINNINGS =
      List.of(
          new String[] {"iVBORw0KGgo", "image/png"},
          new String[] {"/9j/", "image/jpeg"},
          new String[] {"R0lGOD", "image/gif"},
          new String[] {"UklGR", "image/webp"});

  public ReadableMedia {
    imageTypes = Set.copyOf(imageTypes);
  }

  /**
   * Returns the media that a model can read.
   *
   * @param known empty for a model that is not listed
   * @param otherwise whether a model that is not listed is assumed to read images and files
   */
  public static ReadableMedia of(
      Optional<ModelInfo> known,
      boolean otherwise,
      Set<String> imageTypes,
      boolean filesByAddress) {
    return new ReadableMedia(
        has(known, ModelCapability.IMAGES, otherwise),
        has(known, ModelCapability.FILES, otherwise),
        imageTypes,
        filesByAddress);
  }

  /** Returns what a model can see that reads nothing but text. */
  static ReadableMedia none() {
    return new ReadableMedia(false, false, Set.of(), false);
  }

  private static boolean has(Optional<ModelInfo> known, ModelCapability can, boolean otherwise) {
    return known.map(info -> info.capabilities().contains(can)).orElse(otherwise);
  }

  /** Returns whether a request has anything that some model cannot see. */
  static boolean isIn(ChatRequest request) {
    return request.messages().stream().anyMatch(ReadableMedia::hasMedia);
  }

  /** Returns the request with words in the place of what the model cannot see. */
  ChatRequest readable(ChatRequest request) {
    if (!isIn(request)) {
      return request;
    }
    List<ChatMessage> messages =
        request.messages().stream()
            .map(message -> hasMedia(message) ? readable((UserMessage) message) : message)
            .toList();
    return request.toBuilder().messages(messages).build();
  }

  private static boolean hasMedia(ChatMessage message) {
    return message instanceof UserMessage user
        && user.contents().stream()
            .anyMatch(part -> part instanceof ImageContent || part instanceof PdfFileContent);
  }

  private UserMessage readable(UserMessage user) {
    return user.toBuilder().contents(user.contents().stream().map(this::readable).toList()).build();
  }

  private Content readable(Content content) {
    if (content instanceof ImageContent image) {
      return image(image);
    }
    if (content instanceof PdfFileContent pdf) {
      boolean shown = files && (filesByAddress || pdf.pdfFile().base64Data() != null);
      return shown ? content : words("application/pdf");
    }
    return content;
  }

  private Content image(ImageContent content) {
    String type = type(content.image());
    if (!images || (type != null && !imageTypes.contains(type))) {
      return words(type == null ? "image" : type);
    }
    Image image = content.image();
    if (type == null || type.equals(image.mimeType()) || image.base64Data() == null) {
      return content;
    }
    return ImageContent.from(image.base64Data(), type, content.detailLevel());
  }

  private static Content words(String type) {
    return TextContent.from("[attachment of type %s: this model cannot see it]".formatted(type));
  }

  /** Returns the media type as providers write it; null if it is not known. */
  private static @Nullable String type(Image image) {
    String data = image.base64Data();
    for (String[] beginning : BEGINNINGS) {
      if (data != null && data.startsWith(beginning[0])) {
        return beginning[1];
      }
    }
    if (image.mimeType() == null) {
      return null;
    }
    String type = image.mimeType().toLowerCase(Locale.ROOT).replaceFirst(";.*", "").strip();
    return switch (type) {
      case "image/jpg", "image/pjpeg" -> "image/jpeg";
      case "image/x-png" -> "image/png";
      default -> type;
    };
  }
}
