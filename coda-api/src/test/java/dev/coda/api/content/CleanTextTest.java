package dev.coda.api.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CleanTextTest {
  @Test
  void leavesAPairOfSurrogatesWholeWhereItCuts() {
    assertThat(CleanText.head("ab🌍c", 3)).isEqualTo("ab");
    assertThat(CleanText.head("ab🌍c", 4)).isEqualTo("ab🌍");
    assertThat(CleanText.shortened("ab🌍c", 3)).isEqualTo("ab…");
  }

  @Test
  void leavesAloneWhatIsShortEnough() {
    assertThat(CleanText.head("ab🌍", 4)).isEqualTo("ab🌍");
    assertThat(CleanText.shortened("ab🌍", 4)).isEqualTo("ab🌍");
    assertThat(CleanText.shortened("", 4)).isEmpty();
    assertThat(CleanText.head("🌍", 0)).isEmpty();
  }

  @Test
  void replacesEachCharacterThatCannotBeStored() {
    assertThat(CleanText.clean("a\0b\uD83Cc\uDF0Dd🌍\uD83C"))
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd🌍\uFFFD");
  }

  @Property
  void whatWasCleanedSurvivesUtf8AndKeepsItsLength(@ForAll("awkward") String text) {
    String clean = CleanText.clean(text);

    assertThat(clean).hasSameSizeAs(text).doesNotContain("\0");
    assertThat(new String(clean.getBytes(UTF_8), UTF_8)).isEqualTo(clean);
    assertThat(CleanText.isClean(text)).isEqualTo(clean.equals(text));
  }

  @Property
  void whatWasEscapedSurvivesUtf8AndReadsTheSame(@ForAll("awkward") String text)
      throws JsonProcessingException {
    String json = CodaJson.mapper().writeValueAsString(text);
    String escaped = CleanText.escaped(json);

    String stored = new String(escaped.getBytes(UTF_8), UTF_8);
    assertThat(CodaJson.mapper().readValue(stored, String.class)).isEqualTo(text);
  }

  @Provide
  Arbitrary<String> awkward() {
    return Arbitraries.of(List.of("a", "é", "漢", "🌍", "\0", "\uD83C", "\uDF0D", "\\", "\""))
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }
}
