package dev.coda.providers.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.providers.internal.wire.DataAddress;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.pdf.PdfFile;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Writes what a user's message holds: text, pictures, documents and the results of tools. */
final class ContentWriter {
  private final String provider;

  ContentWriter(String provider) {
    this.provider = provider;
  }

  /** A blank text would be refused, and is left out. */
  static void addText(ArrayNode blocks, String text) {
    if (!text.isBlank()) {
      blocks.addObject().put("type", "text").put("text", text);
    }
  }

  void add(ArrayNode blocks, Content content) {
    if (content instanceof TextContent text) {
      addText(blocks, text.text());
    } else if (content instanceof ImageContent image) {
      Image picture = image.image();
      ObjectNode source = blocks.addObject().put("type", "image").putObject("source");
      source(source, picture.url(), picture.base64Data(), picture.mimeType(), "image/png");
    } else if (content instanceof PdfFileContent pdf) {
      PdfFile file = pdf.pdfFile();
      ObjectNode source = blocks.addObject().put("type", "document").putObject("source");
      source(source, file.url(), file.base64Data(), null, "application/pdf");
    } else {
      throw MessagesFormat.unsupported(provider, "content of type " + content.type());
    }
  }

  void addResult(ArrayNode blocks, ToolExecutionResultMessage result) {
    ObjectNode block =
        blocks
            .addObject()
            .put("type", "tool_result")
            .put("tool_use_id", AssistantWriter.callId(result.id(), result.toolName()));
    if (result.hasSingleText()) {
      block.put("content", result.text());
    } else {
      ArrayNode parts = block.putArray("content");
      result.contents().forEach(content -> add(parts, content));
    }
    if (Boolean.TRUE.equals(result.isError())) {
      block.put("is_error", true);
    }
  }

  private void source(
      ObjectNode source,
      @Nullable URI url,
      @Nullable String base64,
      @Nullable String type,
      String usualType) {
    if (base64 == null && url != null && DataAddress.is(url)) {
      // Anthropic would try to fetch it.
      DataAddress data = DataAddress.of(url);
      if (data == null) {
        throw MessagesFormat.unsupported(provider, "a data address that is not in base64");
      }
      source(source, null, data.base64(), data.type() == null ? type : data.type(), usualType);
    } else if (base64 != null) {
      source.put("type", "base64").put("media_type", type == null ? usualType : type);
      source.put("data", base64);
    } else if (url != null) {
      source.put("type", "url").put("url", url.toString());
    } else {
      throw MessagesFormat.unsupported(provider, "a file without data");
    }
  }
}
