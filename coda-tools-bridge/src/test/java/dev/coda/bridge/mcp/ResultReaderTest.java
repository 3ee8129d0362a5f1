package dev.coda.bridge.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import org.junit.jupiter.api.Test;

class ResultReaderTest {
  @Test
  void mediaAmongTextsArePartsAsMessagesHaveThem() {
    JsonNode answer =
        json(
            """
            {"content": [{"type": "text", "text": "Look:"},
              {"type": "image", "mimeType": "image/png", "data": "AQID"},
              {"type": "resource", "resource":
                {"uri": "file:///a.bin", "mimeType": "application/zip", "blob": "AQID"}}]}
            """);
    assertThat(ResultReader.toolResult("draw", answer).output())
        .isEqualTo(
            json(
                """
                [{"type": "text", "text": "Look:"},
                 {"type": "media", "mime_type": "image/png", "data": "AQID"},
                 {"type": "media", "mime_type": "application/zip", "data": "AQID",
                  "name": "file:///a.bin"}]
                """));
  }

  @Test
  void keepsTheFilesBesideStructuredContentButNotTheTextThatRepeatsIt() {
    JsonNode answer =
        json(
            """
            {"structuredContent": {"rows": 3}, "content": [{"type": "text", "text": "{rows: 3}"},
              {"type": "image", "mimeType": "image/png", "data": "AQID"}]}
            """);
    assertThat(ResultReader.toolResult("draw", answer).output())
        .isEqualTo(
            json(
                """
                [{"type": "structured", "content": {"rows": 3}},
                 {"type": "media", "mime_type": "image/png", "data": "AQID"}]
                """));
  }

  @Test
  void theBytesOfResourcesAndPromptsAreMediaTooAndTheRestIsAsItCame() {
    JsonNode answer =
        json(
            """
            {"contents": [{"uri": "file:///a.png", "mimeType": "image/png", "blob": "AQID"},
              {"uri": "file:///a.txt", "mimeType": "text/plain", "text": "hi"}],
             "messages": [{"role": "user",
              "content": {"type": "audio", "mimeType": "audio/wav", "data": "AQID"}}]}
            """);
    assertThat(ResultReader.plain(answer).output())
        .isEqualTo(
            json(
                """
                {"contents": [{"type": "media", "mime_type": "image/png", "data": "AQID",
                   "name": "file:///a.png"},
                  {"uri": "file:///a.txt", "mimeType": "text/plain", "text": "hi"}],
                 "messages": [{"role": "user",
                  "content": {"type": "media", "mime_type": "audio/wav", "data": "AQID"}}]}
                """));
  }

  private static JsonNode json(String text) {
    try {
      return CodaJson.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
