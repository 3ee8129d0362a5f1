package dev.coda.providers.internal.wire;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs, once for each provider and setting, that a tuning knob has no effect. Thread-safe. */
public final class DroppedSettings {
  private static final Logger LOG = LoggerFactory.getLogger(DroppedSettings.class);
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private DroppedSettings() {}

  /** Warns that the setting is not sent; both names are constants of a program, not of a user. */
  public static void warnOnce(String provider, String setting) {
    if (SAID.add(provider + " " + setting)) {
      LOG.warn(
          "{} does not know the setting {}: it is left out of its requests", provider, setting);
    }
  }
}
