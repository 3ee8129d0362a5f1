package dev.coda.providers.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.model.Usage;
import dev.coda.providers.internal.wire.Samples;
import org.junit.jupiter.api.Test;

class UsageCountsTest {
  @Test
  void believesTheLastReport() {
    UsageCounts counts = new UsageCounts();
    counts.accept(Samples.json("{\"promptTokenCount\": 145, \"totalTokenCount\": 145}"));
    counts.accept(
        Samples.json(
            "{\"promptTokenCount\": 85, \"candidatesTokenCount\": 14, \"totalTokenCount\": 99}"));
    assertThat(counts.usage()).isEqualTo(Usage.of(85, 14));
  }

  @Test
  void keepsWhatTheLastReportLeavesOut() {
    UsageCounts counts = new UsageCounts();
    counts.accept(
        Samples.json(
            "{\"promptTokenCount\": 9, \"candidatesTokenCount\": 21, \"thoughtsTokenCount\": 35}"));
    counts.accept(Samples.json("{\"promptTokenCount\": 9, \"cachedContentTokenCount\": 4}"));
    assertThat(counts.usage()).isEqualTo(new Usage(9, 56, 4, 0, 35));
  }
}
