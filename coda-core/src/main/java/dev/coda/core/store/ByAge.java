package dev.coda.core.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * Orders rows from the oldest; ids break ties the way databases compare them, as unsigned bytes.
 */
record ByAge(Instant at, UUID id) implements Comparable<ByAge> {
  static final Comparator<UUID> UNSIGNED =
      (a, b) -> {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0
            ? high
            : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
      };

  @Override
  public int compareTo(ByAge other) {
    int byTime = at.compareTo(other.at);
    return byTime != 0 ? byTime : UNSIGNED.compare(id, other.id);
  }
}
