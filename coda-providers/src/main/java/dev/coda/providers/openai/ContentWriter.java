package dev.coda.providers.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.TextContent;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the parts of a user's message. */
final class ContentWriter {
  private final String provider;

  ContentWriter(String provider) {
    this.provider = provider;
  }

  void write(JsonGenerator out, Content content) throws IOException {
    out.writeStartObject();
    if (content instanceof TextContent text) {
      out.writeStringField("type", "text");
      out.writeStringField("text", text.text());
    } else if (content instanceof ImageContent image) {
      image(out, image);
    } else if (content instanceof PdfFileContent pdf) {
      pdf(out, pdf);
    } else if (content instanceof AudioContent audio) {
      audio(out, audio.audio());
    } else {
      throw MessageWriter.unsupported(provider, "content of type " + content.type());
    }
    out.writeEndObject();
  }

  private void image(JsonGenerator out, ImageContent content) throws IOException {
    Image image = content.image();
    out.writeStringField("type", "image_url");
    out.writeObjectFieldStart("image_url");
    String address = address(image);
    if (address == null) {
      throw MessageWriter.unsupported(provider, "an image without data");
    }
    out.writeStringField("url", address);
    if (content.detailLevel() != null) {
      out.writeStringField("detail", detail(content.detailLevel()));
    }
    out.writeEndObject();
  }

  /** Returns where an image is, or all of it as an address; null if there is neither. */
  static @Nullable String address(Image image) {
    if (image.url() != null) {
      return image.url().toString();
    }
    String type = image.mimeType() == null ? "image/png" : image.mimeType();
    return image.base64Data() == null ? null : "data:" + type + ";base64," + image.base64Data();
  }

  static String detail(ImageContent.DetailLevel level) {
    return switch (level) {
      case LOW -> "low";
      case HIGH, ULTRA_HIGH -> "high";
      default -> "auto";
    };
  }

  private void pdf(JsonGenerator out, PdfFileContent content) throws IOException {
    if (content.pdfFile().base64Data() == null) {
      throw MessageWriter.unsupported(provider, "a PDF by its address");
    }
    out.writeStringField("type", "file");
    out.writeObjectFieldStart("file");
    out.writeStringField("filename", "document.pdf");
    out.writeStringField(
        "file_data", "data:application/pdf;base64," + content.pdfFile().base64Data());
    out.writeEndObject();
  }

  private void audio(JsonGenerator out, Audio audio) throws IOException {
    String type = audio.mimeType() == null ? "" : audio.mimeType().toLowerCase(Locale.ROOT);
    if (audio.base64Data() == null || !(type.endsWith("wav") || type.contains("mp"))) {
      throw MessageWriter.unsupported(provider, "audio other than WAV or MP3 data");
    }
    out.writeStringField("type", "input_audio");
    out.writeObjectFieldStart("input_audio");
    out.writeStringField("data", audio.base64Data());
    out.writeStringField("format", type.endsWith("wav") ? "wav" : "mp3");
    out.writeEndObject();
  }
}
