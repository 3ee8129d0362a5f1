package dev.coda.sampletools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(RunningService.class)
class CurrentTimeTest {
  private final ToolClient client;

  CurrentTimeTest(ToolClient client) {
    this.client = client;
  }

  @Test
  void answersWithEveryFieldOfTheMoment() {
    assertThat(client.post("current_time", "{\"timezone\": \"Asia/Tokyo\"}").body())
        .hasToString(
            "{\"iso\":\"2026-03-29T09:59:59.123+09:00\",\"timezone\":\"Asia/Tokyo\","
                + "\"utc_offset\":\"+09:00\",\"weekday\":\"Sunday\",\"date\":\"2026-03-29\","
                + "\"time\":\"09:59:59\",\"unix_ms\":1774745999123}");
  }

  @Test
  void answersInUtcWhenNoZoneIsGiven() {
    assertThat(client.post("current_time", "{}").body())
        .hasToString(
            "{\"iso\":\"2026-03-29T00:59:59.123+00:00\",\"timezone\":\"UTC\","
                + "\"utc_offset\":\"+00:00\",\"weekday\":\"Sunday\",\"date\":\"2026-03-29\","
                + "\"time\":\"00:59:59\",\"unix_ms\":1774745999123}");
  }

  @ParameterizedTest
  @CsvSource({
    "Tokyo, Asia/Tokyo, +09:00",
    "new york, America/New_York, -04:00",
    "New_York, America/New_York, -04:00",
    "asia/tokyo, Asia/Tokyo, +09:00",
    "Berlin, Europe/Berlin, +01:00",
    "Kolkata, Asia/Kolkata, +05:30",
    "UTC, UTC, +00:00",
    "Z, UTC, +00:00",
    "+05:45, +05:45, +05:45",
  })
  void findsZonesCitiesAndOffsets(String name, String zone, String offset) {
    ToolClient.Answer answer = client.post("current_time", "{\"timezone\": \"" + name + "\"}");

    assertThat(answer.status()).as(answer.error()).isEqualTo(200);
    assertThat(answer.body().get("timezone").asText()).isEqualTo(zone);
    assertThat(answer.body().get("utc_offset").asText()).isEqualTo(offset);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"timezone\": \"Mars/Olympus\"} | timezone: \"Mars/Olympus\" is not a known zone",
        "{\"timezone\": \"Smallville\"} | timezone: \"Smallville\" is not a known zone",
        "{\"timezone\": \"\"} | timezone: must not be blank",
        "{\"timezone\": 9} | timezone: must be a string",
        "{\"timezone\": null} | timezone: must be a string",
        "{\"zone\": \"UTC\"} | zone: unknown field",
      })
  void namesTheWrongField(String json, String message) {
    ToolClient.Answer answer = client.post("current_time", json);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_input");
    assertThat(answer.error()).startsWith(message);
  }
}
