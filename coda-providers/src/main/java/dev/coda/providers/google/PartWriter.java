package dev.coda.providers.google;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.providers.internal.wire.DataAddress;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.VideoContent;
import java.net.URI;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes text, images, PDF, audio and video. The detail of an image is not passed on: langchain4j
 * sets it to low if the caller did not set it.
 */
final class PartWriter {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("webp", "image/webp"),
          Map.entry("heic", "image/heic"),
          Map.entry("heif", "image/heif"),
          Map.entry("gif", "image/gif"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("mp3", "audio/mp3"),
          Map.entry("wav", "audio/wav"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("mov", "video/mov"),
          Map.entry("webm", "video/webm"));

  private final String provider;

  PartWriter(String provider) {
    this.provider = provider;
  }

  void write(ObjectNode part, Content content) {
    if (content instanceof TextContent text) {
      part.put("text", text.text());
    } else if (content instanceof ImageContent image) {
      media(
          part,
          "image/png",
          image.image().mimeType(),
          image.image().base64Data(),
          image.image().url());
    } else if (content instanceof PdfFileContent pdf) {
      media(part, "application/pdf", null, pdf.pdfFile().base64Data(), pdf.pdfFile().url());
    } else if (content instanceof AudioContent audio) {
      byte[] bytes = audio.audio().binaryData();
      String data = bytes == null ? audio.audio().base64Data() : base64(bytes);
      media(part, "audio/wav", audio.audio().mimeType(), data, audio.audio().url());
    } else if (content instanceof VideoContent video) {
      media(
          part,
          "video/mp4",
          video.video().mimeType(),
          video.video().base64Data(),
          video.video().url());
    } else {
      throw RequestEncoder.unsupported(provider, "content of type " + content.type());
    }
  }

  private void media(
      ObjectNode part,
      String usualType,
      @Nullable String type,
      @Nullable String data,
      @Nullable URI address) {
    if (data != null) {
      inline(part, type == null ? usualType : type, data);
    } else if (address == null) {
      throw RequestEncoder.unsupported(provider, "media without data");
    } else if (DataAddress.is(address)) {
      dataAddress(part, DataAddress.of(address), type == null ? usualType : type);
    } else {
      ObjectNode file = part.putObject("fileData");
      String known = type == null ? typeByName(address) : type;
      if (known != null) {
        file.put("mimeType", known);
      }
      file.put("fileUri", address.toString());
    }
  }

  private void dataAddress(ObjectNode part, @Nullable DataAddress data, String usualType) {
    if (data == null) {
      throw RequestEncoder.unsupported(provider, "a data address that is not in base64");
    }
    inline(part, data.type() == null ? usualType : data.type(), data.base64());
  }

  private static void inline(ObjectNode part, String type, String data) {
    part.putObject("inlineData").put("mimeType", type).put("data", data);
  }

  private static @Nullable String typeByName(URI address) {
    String path = address.getPath() == null ? "" : address.getPath();
    return TYPES.get(path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
