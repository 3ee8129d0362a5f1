package dev.coda.sampletools.time;

import dev.coda.sampletools.tool.InvalidInputException;
import dev.coda.sampletools.tool.SampleTool;
import dev.coda.sampletools.tool.ToolInput;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/**
 * Returns the time now in a zone, a city or, by default, in UTC.
 *
 * <p>Thread-safe.
 */
public final class CurrentTimeTool implements SampleTool {
  private static final int LONGEST_NAME = 64;

  private final Clock clock;
  private final Map<String, ZoneId> zones;
  private final CityZones cities;

  /** Creates the tool; the clock's own zone is not used. */
  public CurrentTimeTool(Clock clock) {
    this.clock = clock;
    this.zones = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    ZoneId.getAvailableZoneIds().forEach(id -> zones.put(id, ZoneId.of(id)));
    this.cities = new CityZones(ZoneId.getAvailableZoneIds());
  }

  @Override
  public String name() {
    return "current_time";
  }

  @Override
  public Record call(ToolInput input) {
    input.allowing("timezone");
    ZoneId zone =
        input.names().isEmpty() ? ZoneOffset.UTC : zone(input.text("timezone", LONGEST_NAME));
    return CurrentTime.of(clock.instant(), zone);
  }

  private ZoneId zone(String name) {
    ZoneId known = zones.get(name);
    return known != null ? known : cities.find(name).orElseGet(() -> offset(name));
  }

  private static ZoneId offset(String name) {
    try {
      return ZoneOffset.of(name);
    } catch (DateTimeException e) {
      throw new InvalidInputException(
          "timezone",
          "\""
              + name
              + "\" is not a known zone; use an IANA name such as Asia/Tokyo, the city of"
              + " one such as Tokyo, or an offset such as +09:00");
    }
  }
}
