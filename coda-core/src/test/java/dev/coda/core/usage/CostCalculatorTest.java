package dev.coda.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.model.Price;
import dev.coda.api.model.Usage;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class CostCalculatorTest {
  @Test
  void multipliesExactly() {
    Price price = Price.of("0.15", "0.60");

    assertThat(CostCalculator.cost(price, Usage.of(1_234, 567))).isEqualByComparingTo("0.0005253");
  }

  @Test
  void pricesCachedTokensAsSuch() {
    Price price =
        new Price(
            new BigDecimal("3"),
            new BigDecimal("15"),
            new BigDecimal("0.30"),
            new BigDecimal("3.75"));

    assertThat(CostCalculator.cost(price, new Usage(1_000_000, 0, 600_000, 100_000, 0)))
        .isEqualByComparingTo("1.455");
  }

  @Test
  void nothingCostsNothing() {
    assertThat(CostCalculator.cost(Price.of("1", "1"), Usage.NONE)).isEqualTo(BigDecimal.ZERO);
  }
}
