package dev.coda.core.internal.telemetry;

import java.util.function.LongSupplier;

/** The telemetry of an agent for which none was set. Thread-safe. */
public final class InstalledTelemetry {
  /**
   * Whether the library was looked for without success, which takes longer than building an agent.
   */
  private static volatile boolean absent;

  private InstalledTelemetry() {}

  /**
   * Reports to the process's global OpenTelemetry if the library is on the class path and an
   * instance is set; otherwise reports nothing.
   *
   * @param nanos the clock with which durations are measured
   */
  public static RunTelemetry find(LongSupplier nanos) {
    if (absent) {
      return RunTelemetry.NONE;
    }
    try {
      return OpenTelemetryRuns.global(nanos);
    } catch (LinkageError e) {
      // An optional dependency that is absent or too old.
      absent = true;
      return RunTelemetry.NONE;
    }
  }
}
