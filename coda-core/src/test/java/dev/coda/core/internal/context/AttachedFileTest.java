package dev.coda.core.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.content.MediaPart;
import dev.coda.api.id.ArtifactId;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachedFileTest {
  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "text/csv; charset=utf-8", "application/json"})
  void showsTextAsText(String type) {
    MediaPart file = new MediaPart(type, null, "aGVsbG8=", "hello.txt");

    assertThat(AttachedFile.isShown(file)).isTrue();
    assertThat(((TextContent) AttachedFile.of(file)).text())
        .startsWith("[attachment hello.txt of type ")
        .endsWith("]\nhello");
  }

  @Test
  void showsAnImageAsOne() {
    MediaPart file = new MediaPart("image/png", "https://example.org/a.png", null, null);

    assertThat(AttachedFile.isShown(file)).isTrue();
    assertThat(AttachedFile.of(file)).isInstanceOf(ImageContent.class);
  }

  @Test
  void knowsWhatNoModelIsShown() {
    assertThat(AttachedFile.isShown(new MediaPart("application/zip", null, "UEs=", "a.zip")))
        .isFalse();
    assertThat(AttachedFile.isShown(new MediaPart("text/plain", "https://x/a", null, null)))
        .isFalse();
  }

  @Test
  void namesAnArtifactWhoseContentIsNotAtHand() {
    ArtifactId id = ArtifactId.of("0190a1b2-0000-7000-8000-000000000001");

    assertThat(AttachedFile.of(MediaPart.ofArtifact(id, "image/png", "dot.png")))
        .isEqualTo(TextContent.from("[attachment dot.png of type image/png: not shown again]"));
  }
}
