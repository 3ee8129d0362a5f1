package dev.coda.providers.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-05T09:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Retry-After | 7 | 7000
          retry-after | 0 | 0
          retry-after | 1.5 | 1500
          retry-after | -3 | 0
          retry-after-ms | 250 | 250
          Retry-After-Ms | 12.6 | 13
          Retry-After | Mon, 05 Jan 2026 09:00:30 GMT | 30000
          Retry-After | Monday, 05-Jan-26 09:00:30 GMT | 30000
          Retry-After | Mon Jan  5 09:00:30 2026 | 30000
          Retry-After | Mon, 05 Jan 2026 08:00:00 GMT | 0
          Retry-After | 1e300 | 2592000000
          """)
  void readsEveryForm(String name, String value, long millis) {
    assertThat(Objects.requireNonNull(RetryAfter.from(Headers.of(name, value), CLOCK)).toMillis())
        .isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "", "NaN", "Mon, 99 Jan 2026"})
  void ignoresWhatItDoesNotUnderstand(String value) {
    assertThat(RetryAfter.from(Headers.of("retry-after", value), CLOCK)).isNull();
  }

  @Test
  void countsFromTheClockOfTheProvider() {
    Headers headers =
        new Headers.Builder()
            .add("date", "Mon, 05 Jan 2026 08:59:50 GMT")
            .add("retry-after", "Mon, 05 Jan 2026 09:00:00 GMT")
            .build();
    assertThat(RetryAfter.from(headers, CLOCK)).hasSeconds(10);
  }

  @Test
  void prefersTheFinerOfTwoForms() {
    Headers headers = Headers.of("retry-after", "2", "retry-after-ms", "1200");
    assertThat(RetryAfter.from(headers, CLOCK)).hasMillis(1200);
  }
}
