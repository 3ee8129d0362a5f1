package dev.coda.providers.internal.wire;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The content of an address of the scheme {@code data}. Immutable.
 *
 * @param type null if the address has none
 * @param base64 the data
 */
public record DataAddress(@Nullable String type, String base64) {
  /** Returns whether an address holds its data itself. */
  public static boolean is(URI address) {
    return "data".equalsIgnoreCase(address.getScheme());
  }

  /** Reads the address; null if its data is not in base64. */
  public static @Nullable DataAddress of(URI address) {
    String specific = address.getRawSchemeSpecificPart();
    int comma = specific.indexOf(',');
    String meta = comma < 0 ? "" : specific.substring(0, comma);
    if (!meta.endsWith(";base64")) {
      return null;
    }
    String type = meta.substring(0, meta.indexOf(';'));
    return new DataAddress(type.isEmpty() ? null : type, specific.substring(comma + 1));
  }
}
