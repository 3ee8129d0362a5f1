package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.pdf.PdfFile;
import java.util.List;

/** Writes the parts of a user's message or of a tool's result. */
final class InputContentWriter {
  private final String provider;

  InputContentWriter(String provider) {
    this.provider = provider;
  }

  void write(ArrayNode parts, List<Content> contents) {
    for (Content content : contents) {
      if (content instanceof TextContent text) {
        parts.addObject().put("type", "input_text").put("text", text.text());
      } else if (content instanceof ImageContent image) {
        image(parts.addObject().put("type", "input_image"), image);
      } else if (content instanceof PdfFileContent pdf) {
        file(parts.addObject().put("type", "input_file"), pdf.pdfFile());
      } else {
        throw ResponsesFormat.unsupported(provider, "content of type " + content.type());
      }
    }
  }

  private void image(ObjectNode part, ImageContent content) {
    String address = ContentWriter.address(content.image());
    if (address == null) {
      throw ResponsesFormat.unsupported(provider, "an image without data");
    }
    part.put("image_url", address);
    if (content.detailLevel() != null) {
      part.put("detail", ContentWriter.detail(content.detailLevel()));
    }
  }

  private static void file(ObjectNode part, PdfFile pdf) {
    if (pdf.base64Data() == null) {
      part.put("file_url", String.valueOf(pdf.url()));
    } else {
      part.put("filename", "document.pdf");
      part.put("file_data", "data:application/pdf;base64," + pdf.base64Data());
    }
  }
}
