package dev.coda.sampletools.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class CityZonesTest {
  private final CityZones zones = new CityZones(ZoneId.getAvailableZoneIds());

  @Test
  void findsAZoneThatHasTwoNames() {
    assertThat(zones.find("Buenos Aires")).hasValue(ZoneId.of("America/Argentina/Buenos_Aires"));
    assertThat(zones.find("istanbul")).hasValue(ZoneId.of("Asia/Istanbul"));
  }

  @Test
  void takesNoAbbreviationForACity() {
    assertThat(zones.find("Eastern")).isEmpty();
    assertThat(zones.find("UTC")).isEmpty();
    assertThat(zones.find("")).isEmpty();
  }

  @Test
  void knowsOnlyTheZonesItWasGiven() {
    assertThat(new CityZones(List.of("Asia/Tokyo", "US/Eastern")).find("Istanbul")).isEmpty();
  }
}
