package dev.coda.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PriceTest {
  @Test
  void multipliesExactly() {
    Price price = Price.of("0.15", "0.60");

    assertThat(price.cost(Usage.of(1_234, 567))).isEqualByComparingTo("0.0005253");
  }

  @Test
  void pricesCachedTokensAsSuch() {
    Price price =
        new Price(
            new BigDecimal("3"),
            new BigDecimal("15"),
            new BigDecimal("0.30"),
            new BigDecimal("3.75"));

    assertThat(price.cost(new Usage(1_000_000, 0, 600_000, 100_000, 0)))
        .isEqualByComparingTo("1.455");
  }

  @Test
  void nothingCostsNothing() {
    assertThat(Price.of("1", "1").cost(Usage.NONE)).isEqualTo(BigDecimal.ZERO);
  }
}
