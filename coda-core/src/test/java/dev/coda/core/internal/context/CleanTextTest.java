package dev.coda.core.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

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
  }
}
