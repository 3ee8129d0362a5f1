package dev.coda.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchWordsTest {
  @Test
  void splitsAtAllButLettersDigitsAndMarks() {
    assertThat(SearchWords.of("Don’t mail bob@example.com—see /etc/hosts, v2.10 (-5)!"))
        .containsExactly(
            "10", "5", "bob", "com", "don", "etc", "example", "hosts", "mail", "see", "t", "v2");
    assertThat(SearchWords.of(" … \uD83D\uDE00 \uD83D")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Straße, STRASSE",
    "strasse, Straße",
    "ΟΔΟΣ, οδος",
    "ΟΔΟΣΗΜΑ, οδος",
    "Ｃｏｄａ, coda",
    "ﬁnish, fin",
    "cafe\u0301, caf\u00e9",
    "İstanbul, istanbul",
    "Applesauce, apple",
    "東京都に行く, 京都",
    "東京都に行く, 都",
    "東京都に行く, 東京都",
    "ラーメンを食べる, ラーメン",
    "サーバー, バー",
    "GPT5を使う, gpt5",
    "ภาษาไทย, ไทย",
    "नमस्ते दुनिया, नमस्ते"
  })
  void findsAWord(String text, String wanted) {
    assertThat(holds(text, wanted)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Applesauce, sauce",
    "red apples, red pears",
    "東京都に行く, 京東",
    "東京都に行く, 東都",
    "café, cafe"
  })
  void doesNotFindWhatIsNotThere(String text, String wanted) {
    assertThat(holds(text, wanted)).isFalse();
  }

  @Test
  void findsNothingWithoutAWord() {
    assertThat(SearchWords.wanted(" ,!")).isEmpty();
    assertThat(holds("text", " ,!")).isFalse();
  }

  @Test
  void findsALongWordByItsBeginning() {
    String word = "ab".repeat(5_000);

    assertThat(SearchWords.of(word)).hasSize(1).allSatisfy(each -> assertThat(each).hasSize(100));
    assertThat(holds(word, word)).isTrue();
  }

  @Test
  void keepsTheFirstWordsOfAVeryLongText() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.append(i + 100_000).append(' ');
    }
    assertThat(String.join("", SearchWords.of(text.toString())).length())
        .isBetween(100_000, 100_100);
  }

  private static boolean holds(String text, String wanted) {
    return SearchWords.holds(SearchWords.of(text), SearchWords.wanted(wanted));
  }
}
