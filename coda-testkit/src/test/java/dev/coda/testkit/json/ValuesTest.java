package dev.coda.testkit.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ValuesTest {
  private record Price(String product, BigDecimal amount) {}

  @Test
  void decimalsKeepTheirScale() {
    Price price = new Price("Lamp", new BigDecimal("49.00"));

    assertThat(Values.json(price).toString()).isEqualTo("{\"product\":\"Lamp\",\"amount\":49.00}");
    assertThat(Values.read(Values.json(price), Price.class)).isEqualTo(price);
  }
}
