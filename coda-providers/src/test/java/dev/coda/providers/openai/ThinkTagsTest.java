package dev.coda.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is thinking and what is text, where a host passes on the tags of its model. */
class ThinkTagsTest {
  @Test
  void seesThinkingThatThePromptHasBegun() {
    assertThat(read(true, "Hm.\n</think>\n\nHi")).containsExactly("thinking:Hm.\n", "text:Hi");
    assertThat(read(true, "\n</think>\n\nHi")).containsExactly("text:Hi");
    assertThat(read(true, "Hm.\r\n </think> \r\nHi"))
        .containsExactly("thinking:Hm.\r\n ", "text:Hi");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Models end their thoughts with </think> and then speak.",
        "The tag is\n</think>, of course.",
        "It is written so:\n<think>\nHm.\n</think>\nHi",
      })
  void leavesATextThatSpeaksOfTheTagAsItIs(String text) {
    assertThat(read(true, text)).containsExactly("text:" + text);
  }

  @Test
  void seesNoThinkingWithoutTheFirstTagWhereThePromptHasNone() {
    assertThat(read(false, "Hm.\n</think>\n\nHi")).containsExactly("text:Hm.\n</think>\n\nHi");
    assertThat(read(false, "<think>Hm.</think>Hi")).containsExactly("thinking:Hm.", "text:Hi");
  }

  private static List<String> read(boolean openedByPrompt, String... pieces) {
    List<String> heard = new ArrayList<>();
    ThinkTags tags =
        new ThinkTags(
            openedByPrompt,
            piece -> heard.add("thinking:" + piece),
            piece -> heard.add("text:" + piece));
    for (String piece : pieces) {
      tags.accept(piece);
    }
    tags.end();
    return heard;
  }
}
