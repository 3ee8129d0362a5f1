package dev.coda.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextStartTest {
  @Test
  void keepsATextOfFewTokensWhole() {
    String text = "a".repeat(1024);

    assertThat(TextStart.of(text)).isSameAs(text);
    assertThat(TextStart.of("")).isEmpty();
  }

  @Test
  void cutsALongTextAfterAboutItsFirst256Tokens() {
    assertThat(TextStart.of("word ".repeat(10_000))).hasSize(1024);
    assertThat(TextStart.of("\u6771".repeat(10_000))).hasSize(256);
  }

  @Test
  void cutsNoPairOfSurrogatesInTwo() {
    assertThat(TextStart.of("a" + "\ud83d\ude00".repeat(1_000)))
        .isEqualTo("a" + "\ud83d\ude00".repeat(127));
  }
}
