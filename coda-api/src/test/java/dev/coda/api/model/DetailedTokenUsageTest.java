package dev.coda.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.TokenUsage;
import org.junit.jupiter.api.Test;

class DetailedTokenUsageTest {
  private final DetailedTokenUsage detailed = new DetailedTokenUsage(new Usage(10, 5, 4, 3, 2));

  @Test
  void sumsDetailOfBoth() {
    assertThat(TokenUsage.sum(detailed, detailed))
        .isEqualTo(new DetailedTokenUsage(new Usage(20, 10, 8, 6, 4)));
  }

  @Test
  void sumsWithPlainUsageInEitherOrder() {
    DetailedTokenUsage sum = new DetailedTokenUsage(new Usage(11, 7, 4, 3, 2));

    assertThat(TokenUsage.sum(detailed, new TokenUsage(1, 2))).isEqualTo(sum);
    assertThat(TokenUsage.sum(new TokenUsage(1, 2), detailed)).isEqualTo(sum);
  }

  @Test
  void sumsWithUsageThatIsNotThere() {
    assertThat(TokenUsage.sum(detailed, null)).isEqualTo(detailed);
    assertThat(detailed.add(new TokenUsage())).isEqualTo(detailed);
  }
}
