package dev.coda.core.internal.side;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.content.CleanText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTitleTest {
  @Test
  void isTheFirstLine() {
    assertThat(SessionTitle.from("\n  Plan   my week \nin detail")).isEqualTo("Plan my week");
  }

  @Test
  void isCutAtAWord() {
    String title =
        SessionTitle.from("one two three four five six seven eight nine ten eleven twelve");

    assertThat(title).hasSizeLessThanOrEqualTo(60).endsWith("eleven…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\n\n"})
  void isEmptyWithoutWords(String text) {
    assertThat(SessionTitle.from(text)).isEmpty();
  }

  @Test
  void neverEndsInHalfACharacter() {
    String title = SessionTitle.from("🌍".repeat(80));

    assertThat(CleanText.isClean(title)).isTrue();
    assertThat(title).hasSizeLessThanOrEqualTo(60);
  }
}
