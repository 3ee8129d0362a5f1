package dev.coda.sampletools.time;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds zones of the time zone database by the city in their id. Immutable. */
final class CityZones {
  private static final Set<String> REGIONS =
      Set.of(
          "Africa",
          "America",
          "Antarctica",
          "Arctic",
          "Asia",
          "Atlantic",
          "Australia",
          "Europe",
          "Indian",
          "Pacific");

  private final Map<String, List<ZoneId>> zonesByCity = new TreeMap<>();

  CityZones(Collection<String> zoneIds) {
    for (String id : zoneIds) {
      if (id.contains("/") && REGIONS.contains(id.substring(0, id.indexOf('/')))) {
        String city = id.substring(id.lastIndexOf('/') + 1);
        zonesByCity.computeIfAbsent(key(city), unused -> new ArrayList<>()).add(ZoneId.of(id));
      }
    }
    zonesByCity.values().forEach(zones -> zones.sort(Comparator.comparing(ZoneId::getId)));
  }

  /**
   * Returns the zone of a city. A zone that has two names, such as a former and a present one, is
   * found by its first; a city whose zones differ is not found, as no answer would be certain.
   */
  Optional<ZoneId> find(String city) {
    List<ZoneId> zones = zonesByCity.getOrDefault(key(city), List.of());
    long different = zones.stream().map(ZoneId::getRules).distinct().count();
    return different == 1 ? Optional.of(zones.get(0)) : Optional.empty();
  }

  private static String key(String city) {
    return city.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
  }
}
