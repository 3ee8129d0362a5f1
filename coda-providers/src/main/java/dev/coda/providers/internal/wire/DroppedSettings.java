package dev.coda.providers.internal.wire;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs once for each provider and parameter that the parameter has no effect. Thread-safe. */
public final class DroppedSettings {
  private static final Logger LOG = LoggerFactory.getLogger(DroppedSettings.class);
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private DroppedSettings() {}

  /**
   * Warns that the parameter is not sent. Both names must be constants of the program, not input of
   * a user.
   */
  public static void warnOnce(String provider, String setting) {
    if (SAID.add(provider + " " + setting)) {
      LOG.warn(
          "{} does not know the setting {}: it is left out of its requests", provider, setting);
    }
  }
}
